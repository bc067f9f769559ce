/**
 * The ways in which a secret turns up in the output of programs: as it is, in JSON, in an address, in base64 at any
 * offset (a password inside `user:password`), in a diff, and each line of one that has several.
 */

/** Without doubles; none for the empty string. */
export function spellingsOf(secret: string): ReadonlySet<string> {
  const spellings = new Set<string>();
  if (secret.length === 0) return spellings;
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  for (const part of [secret, ...lines.filter((line) => line.length >= shortestLine)]) {
    for (const spelling of [part, ...inJson(part), ...inAddress(part), ...inBase64(part)]) spellings.add(spelling);
  }
  for (const spelling of inDiff(secret)) spellings.add(spelling);
  spellings.delete('');
  return spellings;
}

/** A shorter line of a secret with several, say the brace of a key file, is no secret by itself. */
const shortestLine = 12;

function inJson(text: string): string[] {
  const once = JSON.stringify(text).slice(1, -1);
  return [once, JSON.stringify(once).slice(1, -1)];
}

/** Of one that has several lines, each is short by itself and yet they are not to be shown. */
const inDiff = (secret: string): string[] =>
  secret.includes('\n') ? ['+', '-', ' '].map((sign) => secret.replaceAll('\n', `\n${sign}`)) : [];

function inAddress(text: string): string[] {
  // Half a surrogate pair has no percent-encoding.
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  const strict = encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = strict.replaceAll('%20', '+');
  const lower = (spelling: string) => spelling.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
  return [encoded, strict, form, encodeURI(Buffer.from(text).toString())].flatMap((spelling) => [
    spelling,
    lower(spelling),
  ]);
}

/** The characters of base64 that hold nothing but the secret, whatever 0, 1 or 2 bytes stand before it. */
function inBase64(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const own = encoded.slice(first, end);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
