/** The host of a URL, as whoever fetches it would understand it: only where all of them agree. */
import { type Draft, noteOpaque, quote } from './draft.ts';
import { readFile } from './files.ts';

/** What programs read in different ways: white space, control characters and the slash that browsers turn round. */
const odd = /[\s\p{Cc}\p{Cf}\p{Cs}\\]/u;

export async function readUrl(draft: Draft, url: unknown): Promise<void> {
  if (typeof url !== 'string' || url === '') return noteOpaque(draft, 'parse', 'it names no URL');
  if (odd.test(url)) return noteOpaque(draft, 'chars', `the URL ${quote(url)} has characters that mislead`);
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[^/@]*:\d+(\/|$)/.test(url) ? url : `https://${url}`;
  if (!URL.canParse(whole)) return noteOpaque(draft, 'parse', `the URL ${quote(url)} cannot be read`);
  const { protocol, hostname, pathname } = new URL(whole);
  switch (protocol) {
    case 'http:':
    case 'https:':
    case 'ws:':
    case 'wss:':
    case 'ftp:':
      return noteHost(draft, whole, hostname);
    case 'file:':
      return readFile(draft, decode(pathname));
    case 'data:':
      return;
    default:
      return noteOpaque(draft, 'remote', `what a URL of ${quote(protocol)} reaches is not known`);
  }
}

function noteHost(draft: Draft, url: string, hostname: string): void {
  const [, authority = ''] = /^[a-z]+:\/\/([^/?#]*)/i.exec(url) ?? [];
  const named = authority.slice(authority.lastIndexOf('@') + 1);
  // `a@b@c`, `https:host` and a host that is written with escapes are read in several ways.
  if (authority === '' || authority.split('@').length > 2 || named.includes('%')) {
    noteOpaque(draft, 'parse', `the host of ${quote(url)} can be read in several ways`);
  }
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host !== '') draft.hosts.add(host);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
