/** Server-sent events: each says how the page stands now, and only when that is not what was said last. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Changes } from './changes.ts';

/**
 * Until the reader goes away. `describe` answers the version of the page, one word without a space. What the page
 * shows is not in the event: the reader fetches the page, at its own pace, however fast a run goes.
 */
export function sendVersions(reply: FastifyReply, changes: Changes, describe: () => Promise<string>): FastifyReply {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .send(Readable.from(tell(changes, describe, gone.signal)));
}

async function* tell(changes: Changes, describe: () => Promise<string>, signal: AbortSignal): AsyncGenerator<string> {
  let last: string | undefined;
  while (!signal.aborted) {
    const seen = changes.version();
    const now = await describe();
    if (now !== last) yield `data: ${now}\n\n`;
    last = now;
    await changes.after(seen, signal);
  }
}
