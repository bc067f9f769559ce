/**
 * Whether a page of ours sent a write. A browser sends our cookie along with a form or a script of any page on the same
 * host, whatever its port, since cookies know no ports; but it says whose page that was, and lets no script lie about it.
 * So the origin is looked at on every write, and a token in each form would add nothing.
 */
import type { FastifyRequest } from 'fastify';
import type { Origin } from './names.ts';

/** Why it is not; undefined: it is, or no browser sent it. */
export function whyForeign({ headers }: FastifyRequest, own: Origin): string | undefined {
  const { origin, authorization, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return `sent by another site (${word(site)})`;
  if (origin === own) return undefined;
  if (origin !== undefined) return `sent by a page of ${word(origin)}`;
  // Programs say no origin, and show a token that no browser sends by itself.
  return authorization === undefined ? 'a write without an origin' : undefined;
}

const word = (header: string | readonly string[]): string => String(header).slice(0, 80);
