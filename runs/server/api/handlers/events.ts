/** What happened in a run: pages of events, one of them with its state, and what was too large for a row. */

import type { Envelope } from '../../../../engine/events.ts';
import { addressOf } from '../../../view/rows.ts';
import type { RunRecord } from '../../ports.ts';
import type { ApiParts, Asked, Handlers, KeptText } from '../context.ts';
import { notFound } from '../problem.ts';
import { findListed } from '../runs.ts';

/** Events that one request looks through, however few of them fit. */
const lookThrough = 5_000;

export function eventHandlers({
  record,
  history,
}: ApiParts): Pick<Handlers, 'listEvents' | 'showEvent' | 'showSpec' | 'readBlob'> {
  return {
    listEvents: (asked) => listEvents(record, asked),
    async showEvent({ params }) {
      const { run } = findListed(record, params.run);
      const found = await history.stateAt(run, params.seq);
      if (found === undefined) throw notFound('event');
      return found;
    },
    async showSpec({ params }) {
      const { run } = findListed(record, params.run);
      const first = await eventAt(record, run, 1);
      if (first?.event.type !== 'run.created') throw notFound('workflow yet');
      return keptText(record, first.event.spec);
    },
    // Only what an event of this run names: a hash alone opens nothing.
    async readBlob({ params }) {
      const { run } = findListed(record, params.run);
      const found = await eventAt(record, run, params.seq);
      if (found === undefined || !hashesIn(found).includes(params.hash)) throw notFound('value');
      return keptText(record, params.hash);
    },
  };
}

async function listEvents(record: RunRecord, { params, query }: Asked<'listEvents'>) {
  const { run } = findListed(record, params.run);
  const { after = 0, limit = 200 } = query;
  const head = record.head(run);
  const events: Envelope[] = [];
  let last = after;
  for await (const envelope of record.read(run, after + 1)) {
    last = envelope.seq;
    if (isWanted(envelope, query)) events.push(envelope);
    if (events.length === limit || last - after === lookThrough || last === head.seq) break;
  }
  return { events, ...(last < head.seq && last > after && { next: last }), head };
}

/** Whether an event is one of those that are asked for. */
export function isWanted({ event }: Envelope, { type, step }: Asked<'listEvents'>['query']): boolean {
  if (type !== undefined && !type.includes(event.type)) return false;
  return (
    step === undefined || ('step' in event && event.step !== undefined && addressOf(event.frame, event.step) === step)
  );
}

async function eventAt(record: RunRecord, run: string, seq: number): Promise<Envelope | undefined> {
  for await (const envelope of record.read(run, seq)) return envelope;
  return undefined;
}

function hashesIn({ event }: Envelope): readonly string[] {
  const pinned =
    event.type === 'run.created' ? [event.spec, ...(event.prices === undefined ? [] : [event.prices])] : [];
  return [...pinned, ...Object.values(event.blobs ?? {})];
}

async function keptText(record: RunRecord, hash: string): Promise<KeptText> {
  const text = await record.get(hash);
  if (text === undefined) throw notFound('value any more');
  return { hash, text };
}
