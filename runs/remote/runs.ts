/** The runs of a server, read as a journal is: listed, found, their events in order, what they pin. */
import { createHash } from 'node:crypto';
import type { Envelope } from '../../engine/events.ts';
import type { Blobs, Journal } from '../../engine/ports/journal.ts';
import type { RunRow } from '../server/api/runs.ts';
import { followChain } from './chain.ts';
import { type Client, parse, pathOf } from './client.ts';
import { Refused, unbelievable } from './failure.ts';
import { readStream } from './stream.ts';

export interface RemoteRuns extends Pick<Journal, 'read'>, Pick<Blobs, 'get'> {
  meta(run: string): Promise<RunRow | undefined>;
  /** The newest first. */
  list(options: { readonly limit: number; readonly text?: string }): Promise<readonly RunRow[]>;
  /** Events after `after` as they happen, until the run is over or at the signal. */
  follow(run: string, after: number, signal: AbortSignal): AsyncGenerator<Envelope>;
}

const perPage = 500;

export function openRemoteRuns(client: Client): RemoteRuns {
  /** Where a value is asked for: only events name them. */
  const places = new Map<string, { readonly run: string; readonly seq: number }>();
  const note = (envelope: Envelope): Envelope => {
    const { run, seq, event } = envelope;
    const pinned = event.type === 'run.created' ? [event.spec, event.prices ?? event.spec] : [];
    for (const hash of [...pinned, ...Object.values(event.blobs ?? {})]) places.set(hash, { run, seq });
    return envelope;
  };
  return {
    async meta(run) {
      try {
        return await client.call('showRunRow', { params: { run } });
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return undefined;
        throw error;
      }
    },
    async list({ limit, text }) {
      const found: RunRow[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = {
          limit: Math.min(200, limit - found.length),
          ...(text !== undefined && { q: text }),
          ...(cursor !== undefined && { cursor }),
        };
        const page = await client.call('listRuns', { query });
        found.push(...page.runs);
        if (page.next === undefined || found.length >= limit) return found;
        cursor = page.next;
      }
    },
    async *read(run, fromSeq = 1) {
      const follow = followChain(run, fromSeq - 1);
      for (let after = fromSeq - 1; ; ) {
        const { events, next } = await client.call('listEvents', { params: { run }, query: { after, limit: perPage } });
        for (const given of events) yield note(follow(given));
        if (next === undefined) return;
        if (next <= after) throw unbelievable('its pages lead nowhere');
        after = next;
      }
    },
    async *follow(run, after, signal) {
      const follow = followChain(run, after);
      const path = pathOf('listEvents', { params: { run } });
      for await (const { event, data } of readStream(client.server, { path, signal, lastId: String(after) })) {
        if (event === 'end') return;
        if (event === undefined) yield note(follow(parse(data)));
      }
    },
    async get(hash) {
      const place = places.get(hash);
      if (place === undefined) return undefined;
      const text = await client.text('readBlob', { params: { ...place, hash } });
      if (createHash('sha256').update(text).digest('hex') !== hash) throw unbelievable('a value has another hash');
      return text;
    },
  };
}
