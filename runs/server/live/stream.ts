/** Server-sent events, until the reader goes away or may not look any more. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Proxies and browsers give up on a connection that says nothing. */
const heartbeatMs = 15_000;

/** @param left aborted when the reader went away, or may not look any longer */
export function sendStream(
  reply: FastifyReply,
  left: AbortSignal,
  events: (signal: AbortSignal) => AsyncIterable<Buffer | string>,
): FastifyReply {
  const stream = Readable.from(greeted(events(left)), { objectMode: true, highWaterMark: 1 });
  const heartbeat = setInterval(() => void reply.raw.write(': still here\n\n'), heartbeatMs);
  left.addEventListener('abort', () => clearInterval(heartbeat));
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}

/** Begins at once: the reader is told that it is connected, also where nothing is new for hours. */
async function* greeted(events: AsyncIterable<Buffer | string>): AsyncIterable<Buffer | string> {
  yield ': here\n\n';
  yield* events;
}
