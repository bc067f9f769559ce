/** The calls of a run as rows, a page at a time. Their words are read only for the page. */
import type { KnownCall } from './calls.ts';
import { whatOf } from './lines.ts';
import { type Page, pageOf } from './page.ts';
import { hydrate, readAt } from './read.ts';
import type { HistoryRecord } from './record.ts';
import type { Trace } from './trace.ts';
import type { CallQuery, CallRow } from './types.ts';

export async function readCalls(
  record: HistoryRecord,
  run: string,
  { calls, asks, view }: Trace,
  query: CallQuery,
): Promise<Page<CallRow>> {
  const page = pageOf(calls.all, query, view.seq, wantedBy(query));
  // As they are now, whatever happens while their words are read.
  const rows = page.items.map(({ events: _, askIds, ...call }) => ({ ...call, asks: asks.told(askIds) }));
  const seqs = page.items.map(({ seq }) => seq).sort((one, other) => one - other);
  const found = await readAt(record, run, seqs);
  const items: CallRow[] = [];
  for (const row of rows) {
    const envelope = found.get(row.seq);
    const event = envelope && (await hydrate(record, envelope.event, (place) => place === 'tool.input'));
    const isCall = event?.type === 'tool.requested' || event?.type === 'merge.requested';
    items.push({ ...row, what: isCall || event?.type === 'turn.requested' ? whatOf(event) : '' });
  }
  return { ...page, items };
}

function wantedBy({ decision, outcome, address, kind, tool }: CallQuery): (call: KnownCall) => boolean {
  const isWanted = <T>(wanted: T | undefined, value: T): boolean => wanted === undefined || wanted === value;
  return (call) =>
    isWanted(decision, call.decision) &&
    isWanted(outcome, call.outcome) &&
    isWanted(address, call.address) &&
    isWanted(kind, call.kind) &&
    isWanted(tool, call.tool);
}
