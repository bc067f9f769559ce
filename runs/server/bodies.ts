/** What a request may bring: a form or JSON. Anything else is 415, and there is no key that reaches a prototype. */
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';

export async function addBodies(server: FastifyInstance): Promise<void> {
  // A browser sends it across sites without asking, and nothing here wants it.
  server.removeContentTypeParser('text/plain');
  await server.register(formbody);
}
