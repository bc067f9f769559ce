/** How a page leaves: nothing of it is kept anywhere, for it holds what agents said. */
import type { FastifyReply } from 'fastify';

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
}
