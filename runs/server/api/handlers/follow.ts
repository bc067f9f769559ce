/**
 * Follows the events of a run, or all runs.
 *
 * Invariants
 * 1. Of one run each event is told once and in order, from the one after what the reader has seen: what the stream
 *    tells is read from the journal, by its number, and nothing else is remembered.
 * 2. That a run is over is asked before its events are read, so `end` is told after the last of them.
 * 3. What is new is read once for all who follow a run; who comes from further back reads until there for themselves.
 */

import { maySee } from '../../../access/index.ts';
import { heartbeat, heartbeatMs, writeMessage } from '../../live/sse.ts';
import type { ApiParts, AskedStream, Streams } from '../context.ts';
import { ApiError } from '../problem.ts';
import { findListed, rowOf } from '../runs.ts';
import { createTails, type Told } from '../tails.ts';
import { isWanted } from './events.ts';

const newest = 100;
/** Characters that are handed over at a time. */
const perChunk = 64 * 1024;

export function streams(parts: ApiParts): Streams {
  const tailOf = createTails(parts.record);
  return { listEvents: (asked) => followRun(parts, tailOf, asked), watchRuns: (asked) => followRuns(parts, asked) };
}

function followRun(
  { record, changes }: ApiParts,
  tailOf: ReturnType<typeof createTails>,
  asked: AskedStream<'listEvents'>,
): AsyncIterable<string> {
  const { params, query, lastId, left } = asked;
  const { run } = findListed(record, params.run);
  const { seq: head } = record.head(run);
  const seen = lastId ?? query.after ?? 0;
  if (seen > head) {
    const detail = `Run ${run} has ${head} events: event ${seen}, which you have seen, is not one of them.`;
    throw new ApiError(409, { detail });
  }
  return beating(left, async function* (): AsyncGenerator<string> {
    let after = seen;
    while (!left.aborted) {
      const version = changes.version();
      const { status, events, whole } = await tailOf(run, version);
      let text = '';
      // What is older than what is kept for all.
      const first = events[0]?.envelope.seq ?? 0;
      if (after + 1 < first)
        for await (const envelope of record.read(run, after + 1)) {
          if (envelope.seq === first) break;
          after = envelope.seq;
          if (isWanted(envelope, query)) text += writeMessage({ id: after, data: envelope });
          if (text.length < perChunk) continue;
          yield text;
          text = '';
          if (left.aborted) return;
        }
      for (const { envelope, message } of newSince(events, after)) {
        after = envelope.seq;
        if (isWanted(envelope, query)) text += message;
        if (text.length < perChunk) continue;
        yield text;
        text = '';
        if (left.aborted) return;
      }
      const over = whole && status !== 'running';
      if (over) text += writeMessage({ event: 'end', data: { run, status, seq: after } });
      yield text;
      if (over) return;
      // No version is this one: there is more.
      await changes.after(whole ? version : Number.NaN, left);
    }
  });
}

/** Those after `seq`; they are without a gap. */
const newSince = (events: readonly Told[], seq: number): readonly Told[] =>
  events.slice(Math.max(0, seq + 1 - (events[0]?.envelope.seq ?? 0)));

function followRuns({ record, changes }: ApiParts, { person, left }: AskedStream<'watchRuns'>): AsyncIterable<string> {
  return beating(left, async function* (): AsyncGenerator<string> {
    const told = new Map<string, string>();
    while (!left.aborted) {
      const version = changes.version();
      let text = '';
      for (const listed of record.list({ limit: newest }).toReversed()) {
        if (!maySee(person, listed.run)) continue;
        const message = writeMessage({ event: 'run', data: await rowOf(record, listed) });
        if (told.get(listed.run) !== message) text += message;
        told.set(listed.run, message);
      }
      yield text;
      await changes.after(version, left);
    }
  });
}

/** Without what is empty, and with a heartbeat where nothing was told for long. */
async function* beating(left: AbortSignal, tell: () => AsyncGenerator<string>): AsyncGenerator<string> {
  // At once, so that a reader knows that it is heard.
  yield ': omni\n\n';
  let toldAt = Date.now();
  for await (const text of tell()) {
    const quiet = Date.now() - toldAt >= heartbeatMs;
    if (text === '' && !quiet) continue;
    toldAt = Date.now();
    yield text === '' ? heartbeat : text;
    if (left.aborted) return;
  }
}
