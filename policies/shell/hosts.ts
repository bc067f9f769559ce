/** Network hosts that words name. */
import type { Field } from './field.ts';
import type { Reader } from './reader.ts';

const url =
  /\b(?:https?|wss?|ftps?|sftp|ssh|git|git\+ssh|git\+https?|rsync|redis|postgres(?:ql)?|mysql|mongodb(?:\+srv)?):\/\/(?:[^\s/?#@'"]*@)?(\[[\da-fA-F:.]+\]|[^\s/?#:@'"\\,;()<>|`]+)/g;
const scp = /^(?:[\w.-]+@)([A-Za-z0-9.-]+):(?!\/\/)/;

/** The host of a URL, or of `user@host:path`. */
export function hostsIn(text: string): readonly string[] {
  const found = [...text.matchAll(url)].flatMap(([, host]) => (host === undefined ? [] : [host]));
  const copied = scp.exec(text)?.[1];
  return (copied === undefined ? found : [...found, copied]).map(plainHost);
}

const plainHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

export function noteHosts(reader: Reader, words: readonly Field[]): void {
  for (const { head } of words) {
    if (!head.includes(':')) continue;
    for (const host of hostsIn(head)) reader.tally.hosts.add(host);
  }
}

/** The host of `example.org/x` where a program takes it for a URL; undefined: it is not known. */
export function hostOf({ known, head }: Field): string | undefined {
  const [first] = hostsIn(head);
  const rest = head.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/^[^/?#@]*@/, '');
  const bare = /^(\[[\da-fA-F:.]+\]|[^/?#:]*)/.exec(rest)?.[1] ?? '';
  // `https://example.$TLD`: the host goes on in what is not known.
  if (!known && bare.length === rest.length) return undefined;
  if (/[{}[\]$*]/.test(bare.replace(/^\[[\da-fA-F:.]+\]$/, ''))) return undefined;
  return first ?? (bare === '' ? undefined : plainHost(bare));
}
