/** Where a server is: an address that a token may be sent to. */
import { OmniError } from '../../schema/error.ts';

/** @throws OmniError OMNI7030 for an address that is none, or to which a token would go in the clear */
export function readServerAddress(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw unfit('is no address that begins with http:// or https://', 'For example: https://omni.example.com');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw unfit(
      'holds more than an address',
      'A secret in an address is seen by every program of the machine: give the token by OMNI_TOKEN or --token-file.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw unfit(
      'is on another machine, and http sends the token in the clear',
      'Use https, behind a proxy that has a certificate; or a tunnel: ssh -L 4664:127.0.0.1:4664 HOST, and --server http://127.0.0.1:4664',
    );
  }
  url.pathname = url.pathname.replace(/\/*$/, '');
  return url;
}

const unfit = (why: string, help: string): OmniError =>
  new OmniError('OMNI7030', `The address of the server ${why}.`, { help });

/** What no name server is asked about. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
