/** Pages of one step's transcript: only the events of the entries that are given are read. */
import type { Envelope } from '../../../engine/events.ts';
import { limitOf, type Page, pageOf, placeOf } from '../page.ts';
import { hydrate, readAt } from '../read.ts';
import type { HistoryRecord } from '../record.ts';
import type { Trace } from '../trace.ts';
import type { TranscriptEntry, TranscriptQuery } from '../types.ts';
import type { KnownEntry } from './book.ts';
import { tellEntry } from './entries.ts';

/** What no entry tells: it may be large, and has a page of its own. */
const untold = new Set(['result.diff', 'result.files', 'result.lines', 'tool.reading', 'plan.lists']);

export async function readTranscript(
  record: HistoryRecord,
  run: string,
  trace: Trace,
  address: string,
  query: TranscriptQuery,
): Promise<Page<TranscriptEntry>> {
  const entries = trace.transcripts.of(address);
  const head = trace.view.seq;
  const page =
    query.since === undefined ? windowOf(entries, query, head) : changedSince(entries, query.since, query, head);
  return { ...page, items: await tell(record, run, trace, page.items, query.cut) };
}

/** The entry that the event at `seq` began, whole. */
export async function readEntry(
  record: HistoryRecord,
  run: string,
  trace: Trace,
  seq: number,
): Promise<TranscriptEntry | undefined> {
  const address = trace.marks[seq - 1]?.address;
  if (address === undefined) return undefined;
  const entries = trace.transcripts.of(address);
  const entry = entries[placeOf(entries, seq)];
  if (entry?.seq !== seq) return undefined;
  const [told] = await tell(record, run, trace, [entry]);
  return told;
}

function windowOf(entries: readonly KnownEntry[], query: TranscriptQuery, head: number): Page<KnownEntry> {
  const { after, before, last, limit = last } = query;
  const isTail = after === undefined;
  const page = pageOf(
    entries,
    {
      ...(after !== undefined && { after }),
      ...(before !== undefined && { before }),
      ...(limit !== undefined && { limit }),
      order: isTail ? 'newest' : 'oldest',
    },
    head,
  );
  return isTail ? { ...page, items: [...page.items].reverse() } : page;
}

/** By the event that changed them, all that one event changed together: so `later` leaves none out. */
function changedSince(
  entries: readonly KnownEntry[],
  since: number,
  { limit }: TranscriptQuery,
  head: number,
): Page<KnownEntry> {
  const changed = entries.filter(({ asOf }) => asOf > since).sort((one, other) => one.asOf - other.asOf);
  const last = changed[limitOf(limit) - 1]?.asOf ?? head;
  const items = changed.filter(({ asOf }) => asOf <= last).sort((one, other) => one.seq - other.seq);
  return { items, later: last, more: items.length < changed.length, head };
}

async function tell(
  record: HistoryRecord,
  run: string,
  { asks, workflow }: Trace,
  entries: readonly KnownEntry[],
  cut?: number,
): Promise<readonly TranscriptEntry[]> {
  const seqs = [...new Set(entries.flatMap(({ events }) => events))].sort((one, other) => one - other);
  const found = await readAt(record, run, seqs);
  const told: TranscriptEntry[] = [];
  for (const entry of entries) {
    const envelopes = entry.events.flatMap((seq): Envelope | readonly [] => found.get(seq) ?? []);
    const events = await Promise.all(
      envelopes.map(({ event }) => hydrate(record, event, (place) => !untold.has(place))),
    );
    told.push(tellEntry(entry, events, { asks, ...(workflow && { workflow }), ...(cut !== undefined && { cut }) }));
  }
  return told;
}
