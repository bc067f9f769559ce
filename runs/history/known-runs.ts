/**
 * The runs that were looked at last, each read once and then followed.
 *
 * Invariants
 * 1. One run is folded by one reader at a time, and an event is folded once.
 * 2. What met an event that cannot be believed is dropped, and read from the beginning the next time.
 */
import { createMoments, type Moments } from './moments.ts';
import type { HistoryRecord } from './record.ts';
import { createTrace, type Trace } from './trace.ts';

const kept = 8;

export interface KnownRun {
  readonly trace: Trace;
  /** Absent while nothing of the run is journaled. */
  readonly moments?: Moments;
}

/** Answers what is known of a run as of its last event. */
export function createKnownRuns(record: HistoryRecord): (run: string) => Promise<KnownRun> {
  const open = new Map<string, { readonly follow: () => Promise<KnownRun>; now: Promise<unknown> }>();
  return (run) => {
    const known = open.get(run) ?? { follow: createKnownRun(record, run), now: Promise.resolve() };
    open.delete(run);
    open.set(run, known);
    const [oldest] = open.keys();
    if (open.size > kept && oldest !== undefined) open.delete(oldest);
    const now = known.now.then(known.follow);
    known.now = now;
    now.catch(() => {
      if (open.get(run) === known) open.delete(run);
    });
    return now;
  };
}

function createKnownRun(record: HistoryRecord, run: string): () => Promise<KnownRun> {
  const follow = createTrace(record, run);
  let moments: Moments | undefined;
  return async () => {
    const trace = await follow();
    if (trace.workflow) moments ??= createMoments(record, run, trace.workflow);
    return { trace, ...(moments && { moments }) };
  };
}
