/** What a form sent: each name once, as text. */
import type { FastifyRequest } from 'fastify';

export function bodyOf({ body }: FastifyRequest): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}
