/**
 * The last events of runs that are followed. However many follow one, what is new is read, checked and written as a
 * message once.
 *
 * Invariants
 * 1. Where a run stands is asked before its events are read, so one that is over has its last event among them.
 * 2. A run is read by one reader at a time; what cannot be believed is dropped, and read again the next time.
 */
import type { Envelope } from '../../../engine/events.ts';
import { writeMessage } from '../live/sse.ts';
import type { RunRecord } from '../ports.ts';
import { findListed } from './runs.ts';

/** Events and characters of a run that are kept, and of how many runs: enough for whoever is some seconds behind. */
const keptEvents = 5_000;
const keptCharacters = 4_000_000;
const keptRuns = 8;
/** Events that one look reads, so that whoever else asks is answered in between. */
const perLook = 2_000;
/** How far behind the tail follows: where nobody followed for long, what is far back is not read for all. */
const farBehind = 20_000;

export interface Told {
  readonly envelope: Envelope;
  readonly message: string;
}

export interface Tail {
  readonly status: ReturnType<typeof findListed>['status'];
  /** Without a gap, up to the last one; those before are in the journal. */
  readonly events: readonly Told[];
  /** Whether it reaches the end: else it is asked for again. */
  readonly whole: boolean;
}

interface Followed {
  version?: number;
  now: Promise<Tail>;
}

/** Answers the end of a run as of `version` of the journal or later. @throws OmniError OMNI6006 */
export function createTails(
  record: Pick<RunRecord, 'head' | 'meta' | 'read'>,
): (run: string, version: number) => Promise<Tail> {
  const runs = new Map<string, Followed>();

  const read = async (run: string, { events: before }: Pick<Tail, 'events'>): Promise<Tail> => {
    const { status } = findListed(record, run);
    const { seq: head } = record.head(run);
    const last = before.at(-1)?.envelope.seq ?? Math.max(0, head - keptEvents);
    const from = head - last > farBehind ? head - keptEvents : last;
    const events = from === last ? [...before] : [];
    const most = events.length + perLook;
    for await (const envelope of record.read(run, from + 1)) {
      events.push({ envelope, message: writeMessage({ id: envelope.seq, data: envelope }) });
      if (events.length === most) break;
    }
    const whole = (events.at(-1)?.envelope.seq ?? 0) >= head;
    return { status, events: newest(events), whole };
  };

  return (run, version) => {
    const known = runs.get(run) ?? { now: Promise.resolve({ status: 'running', events: [], whole: false } as const) };
    runs.delete(run);
    runs.set(run, known);
    const [oldest] = runs.keys();
    if (runs.size > keptRuns && oldest !== undefined) runs.delete(oldest);
    if (known.version === version) return known.now;
    known.version = version;
    known.now = known.now.then((tail) => read(run, tail));
    known.now.then(
      ({ whole }) => {
        if (!whole) delete known.version;
      },
      () => {
        if (runs.get(run) === known) runs.delete(run);
      },
    );
    return known.now;
  };
}

function newest(events: readonly Told[]): readonly Told[] {
  let from = events.length;
  for (let characters = 0; from > 0 && events.length - from < keptEvents; from--) {
    characters += events[from - 1]!.message.length;
    // The last one stays, however large: without it nobody would know where the run ends.
    if (characters > keptCharacters && from < events.length) break;
  }
  return events.slice(from);
}
