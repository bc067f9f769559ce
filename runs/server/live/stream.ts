/** Server-sent events, until the reader goes away or may not look any more. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Proxies and browsers give up on a connection that says nothing. */
const heartbeatMs = 15_000;

export function sendStream(
  reply: FastifyReply,
  events: (signal: AbortSignal) => AsyncIterable<Buffer | string>,
): FastifyReply {
  const gone = new AbortController();
  const stream = Readable.from(events(gone.signal), { objectMode: true, highWaterMark: 1 });
  const heartbeat = setInterval(() => void reply.raw.write(': still here\n\n'), heartbeatMs);
  reply.raw.once('close', () => {
    clearInterval(heartbeat);
    gone.abort();
  });
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}
