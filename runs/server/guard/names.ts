/**
 * The names by which this server may be called. A site of somebody else's may bend its own name to this machine (DNS
 * rebinding): the browser then takes its pages and ours for one origin, and only the name tells them apart.
 */
import type { FastifyRequest } from 'fastify';

/** Where a browser takes the page to be from, such as `http://127.0.0.1:4664`. */
export type Origin = `http://${string}` | `https://${string}`;

export interface Names {
  /** By which name of ours the request came; undefined: by none. */
  of(request: FastifyRequest): Origin | undefined;
}

/**
 * `allowed` are names of a proxy in front, or of this machine in its network: `omni.example`, `omni.example:8443`, and
 * `https://omni.example` where TLS ends there. `port` answers once the server listens.
 */
export function createNames(allowed: readonly string[], port: () => number): Names {
  const given = new Map(allowed.map(parseName));
  return {
    of({ headers: { host = '' }, socket: { localAddress } }) {
      const name = host.toLowerCase();
      // Nobody bends an address: it is the one that was asked.
      const own = [localAddress && bracket(localAddress), 'localhost', '127.0.0.1', '[::1]'];
      if (own.some((known) => known !== undefined && name === `${known}:${port()}`)) return `http://${name}`;
      const scheme = given.get(name) ?? given.get(withoutPort(name, port()));
      return scheme && `${scheme}://${name}`;
    },
  };
}

/** @throws TypeError for what is no name of a host */
export function parseName(given: string): readonly [host: string, scheme: 'http' | 'https'] {
  const text = given.includes('://') ? given : `http://${given}`;
  const { protocol, host, pathname, search, hash, username } = new URL(text);
  const plain = pathname === '/' && search === '' && hash === '' && username === '';
  if (plain && host !== '' && protocol === 'https:') return [host, 'https'];
  if (plain && host !== '' && protocol === 'http:') return [host, 'http'];
  throw new TypeError(`${given} is no name of a host`);
}

const withoutPort = (name: string, port: number): string =>
  name.endsWith(`:${port}`) ? name.slice(0, name.lastIndexOf(':')) : name;

/** As an address stands in a URL. */
export function bracket(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}
