/** Names of files as git writes them in a diff: plain, or quoted as in C where they hold what a line cannot. */

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** Undefined: it begins with a quote and is none of git's. */
export function readName(text: string): string | undefined {
  if (!text.startsWith('"')) return text.replace(/\t.*$/s, '');
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"(?:\t.*)?$/s.exec(text) ?? [];
  if (quoted === undefined) return undefined;
  const bytes: number[] = [];
  for (const [, octal, sign, plain] of quoted.matchAll(/\\([0-3][0-7]{2})|\\(.)|([^\\]+)/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (sign !== undefined) bytes.push(escapes[sign] ?? sign.charCodeAt(0));
    else for (const byte of new TextEncoder().encode(plain)) bytes.push(byte);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Without git's `a/` or `b/`; undefined for `/dev/null`, where there is no file. */
export function readSide(text: string, prefix: 'a/' | 'b/'): string | undefined {
  const name = readName(text);
  if (name === undefined || name === '/dev/null') return undefined;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** The two names of `diff --git`, which are one name twice, unless other lines say more. */
export function readBoth(text: string): string | undefined {
  if (text.startsWith('"')) {
    const end = text.indexOf('" "');
    return end < 0 ? undefined : readSide(text.slice(0, end + 1), 'a/');
  }
  // `a/NAME b/NAME`: a name may hold spaces, so only its length tells where it ends.
  const length = (text.length - 1) / 2;
  const [one, other] = [text.slice(0, length), text.slice(length + 1)];
  return Number.isInteger(length) && one.slice(2) === other.slice(2) ? readSide(one, 'a/') : undefined;
}
