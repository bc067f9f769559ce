/** The journal itself, a page at a time: each event in a line, or one of them whole. */

import { tellEvent } from './lines.ts';
import { type Page, pageOf } from './page.ts';
import { hydrate, readAt } from './read.ts';
import type { HistoryRecord } from './record.ts';
import type { Mark, Trace } from './trace.ts';
import type { EventLine, EventQuery, WholeEvent } from './types.ts';

/** What no line tells. */
const untold = new Set(['result.diff', 'result.files', 'result.lines', 'result.stdout', 'tool.reading', 'plan.prompt']);

export async function readLines(
  record: HistoryRecord,
  run: string,
  { marks, view }: Trace,
  query: EventQuery,
): Promise<Page<EventLine>> {
  const page = pageOf(marks, query, view.seq, wantedBy(query));
  const seqs = page.items.map(({ seq }) => seq).sort((one, other) => one - other);
  const found = await readAt(record, run, seqs);
  const items: EventLine[] = [];
  for (const mark of page.items) {
    const envelope = found.get(mark.seq);
    if (envelope === undefined) continue;
    const event = await hydrate(record, envelope.event, (place) => !untold.has(place));
    items.push({ ...mark, text: tellEvent(event), ...(event.fact !== undefined && { fact: event.fact }) });
  }
  return { ...page, items };
}

function wantedBy({ types, address, below = false }: EventQuery): (mark: Mark) => boolean {
  const wanted = types && new Set(types);
  return (mark) =>
    (wanted === undefined || wanted.has(mark.type)) &&
    (address === undefined || mark.address === address || (below && isUnder(mark.address, address)));
}

/** A step's frames are `STEP@…`, what is in a frame is `FRAME/…`; everything is below the run. */
const isUnder = (address: string, above: string): boolean =>
  above === '' || address.startsWith(`${above}/`) || address.startsWith(`${above}@`);

export async function readEvent(record: HistoryRecord, run: string, seq: number): Promise<WholeEvent | undefined> {
  if (!Number.isSafeInteger(seq) || seq < 1) return undefined;
  const envelope = (await readAt(record, run, [seq])).get(seq);
  if (envelope === undefined) return undefined;
  const { hash, prevHash, event } = envelope;
  return { seq, hash, prevHash, event: await hydrate(record, event) };
}
