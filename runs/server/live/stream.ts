/** A page's events, until the reader goes away or may not look any more. */
import type { FastifyReply } from 'fastify';
import { onAbort } from '../../../engine/ports/on-abort.ts';
import { heartbeat, heartbeatMs, sendStream } from './sse.ts';

/** @param left aborted when the reader went away, or may not look any longer */
export function sendPageEvents(
  reply: FastifyReply,
  left: AbortSignal,
  events: (signal: AbortSignal) => AsyncIterable<Buffer>,
): FastifyReply {
  const beats = setInterval(() => void reply.raw.write(heartbeat), heartbeatMs).unref();
  onAbort(left, () => clearInterval(beats));
  return sendStream(reply, greeted(events(left)));
}

/** Begins at once: the reader is told that it is connected, also where nothing is new for hours. */
async function* greeted(events: AsyncIterable<Buffer>): AsyncIterable<Buffer | string> {
  yield ': here\n\n';
  yield* events;
}
