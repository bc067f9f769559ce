/**
 * Reads server-sent events, over as many connections as it takes.
 *
 * Invariants
 * 1. A new connection begins after the last event that was handed on, so that none is missing and none comes twice.
 * 2. A connection on which nothing is heard, not even a heartbeat, is given up for another.
 * 3. It waits longer after each connection that brought nothing, and gives up after some.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { OmniError } from '../../schema/error.ts';
import { refusalOf, unbelievable, unreachable } from './failure.ts';
import { readBody, type Server, send } from './transport.ts';

export interface StreamOptions {
  readonly path: string;
  readonly signal: AbortSignal;
  /** The id of what was seen last. */
  readonly lastId?: string;
  /** Heartbeats come each 15 s. */
  readonly silenceMs?: number;
  readonly backoffMs?: readonly number[];
}

const mostCharacters = 16 * 1024 * 1024;
const backoff = [100, 300, 1_000, 3_000, 5_000, 10_000];
const passing = new Set([429, 502, 503, 504]);

/** Ends at the signal. @throws OmniError OMNI7031 when it is refused, OMNI7032 when nobody answers for long, OMNI7033 */
export async function* readStream(server: Server, options: StreamOptions): AsyncGenerator<EventSourceMessage> {
  const { signal, backoffMs = backoff } = options;
  let { lastId } = options;
  let tries = 0;
  while (!signal.aborted) {
    try {
      for await (const message of connect(server, { ...options, ...(lastId !== undefined && { lastId }) })) {
        tries = 0;
        if (message.id !== undefined) lastId = message.id;
        yield message;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof OmniError) throw error;
      if (tries >= backoffMs.length) throw unreachable(server.url, error);
    }
    const waitMs = backoffMs[Math.min(tries, backoffMs.length - 1)] ?? 0;
    tries += 1;
    if (tries > backoffMs.length) throw unreachable(server.url, new Error('its streams end before they begin'));
    await sleep(waitMs, undefined, { signal }).catch(() => {});
  }
}

/** One connection, to its end. */
async function* connect(server: Server, options: StreamOptions): AsyncGenerator<EventSourceMessage> {
  const { path, signal, lastId, silenceMs = 45_000 } = options;
  const quiet = new AbortController();
  const timer = setTimeout(() => quiet.abort(new Error('nothing was heard for long')), silenceMs);
  try {
    const response = await send(server, {
      method: 'GET',
      path,
      headers: { accept: 'text/event-stream', ...(lastId !== undefined && { 'last-event-id': lastId }) },
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    if (passing.has(response.status)) throw new Error(`it answered ${response.status}`);
    if (!response.ok) throw refusalOf(response.status, await readBody(response));
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) throw unbelievable('it is no stream');
    const heard: EventSourceMessage[] = [];
    const parser = createParser({
      maxBufferSize: mostCharacters,
      onEvent: (message) => heard.push(message),
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') throw unbelievable('an event of its stream is too large');
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* heard.splice(0);
    }
  } finally {
    clearTimeout(timer);
    quiet.abort();
  }
}
