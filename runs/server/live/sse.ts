/**
 * Server-sent events, as the HTML standard has them: one message is a few lines and an empty one. A comment now and
 * then keeps a proxy from taking a quiet stream for a dead one.
 */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export interface Message {
  readonly id?: number | string;
  readonly event?: string;
  /** JSON, which has no line break of its own. */
  readonly data: unknown;
}

export const heartbeat = ': still here\n\n';
export const heartbeatMs = 15_000;

export function writeMessage({ id, event, data }: Message): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The texts are pulled as the reader takes them, so a slow one holds up nobody and fills no memory. */
export function sendStream(reply: FastifyReply, texts: AsyncIterable<string | Buffer>): FastifyReply {
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .serializer((body: unknown) => body as string)
    .send(Readable.from(texts));
}
