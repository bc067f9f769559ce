/** What is read of a run beyond its view, paged: each question costs what it answers and what is new in the run. */
import { emptyView } from '../view/index.ts';
import { chartOf } from './attempts/chart.ts';
import { readCalls } from './calls-page.ts';
import { createDiffPages } from './diffs/pages.ts';
import { readEvent, readLines } from './events.ts';
import { createKnownRuns } from './known-runs.ts';
import type { Page, Window } from './page.ts';
import type { HistoryRecord } from './record.ts';
import { readTalk } from './talk.ts';
import type { Trace } from './trace.ts';
import { readEntry, readTranscript } from './transcript/pages.ts';
import { transitionsAt } from './transitions.ts';
import type {
  AttemptChart,
  AttemptQuery,
  CallQuery,
  CallRow,
  Costs,
  DiffFilePage,
  DiffStep,
  EventLine,
  EventQuery,
  ParsedDiff,
  Seen,
  StateAt,
  TalkLine,
  TranscriptEntry,
  TranscriptQuery,
  Transitions,
  WholeEvent,
} from './types.ts';

/** Of a run that nobody knows there is an empty view, and nothing in it. */
export interface History {
  /** As of the last event. It goes on with the run: look at it before waiting for anything. */
  view(run: string): Promise<Seen>;
  /** As of any event; 0 is before the first. Undefined: there is no such event yet. */
  viewAt(run: string, seq: number): Promise<Seen | undefined>;
  /** The state before and after an event. Undefined: there is no such event. */
  stateAt(run: string, seq: number): Promise<StateAt | undefined>;
  transitions(run: string, seq: number): Promise<Transitions>;
  events(run: string, query?: EventQuery): Promise<Page<EventLine>>;
  event(run: string, seq: number): Promise<WholeEvent | undefined>;
  /** Oldest first, always. */
  transcript(run: string, address: string, query?: TranscriptQuery): Promise<Page<TranscriptEntry>>;
  /** One entry whole, by its seq. */
  transcriptEntry(run: string, seq: number): Promise<TranscriptEntry | undefined>;
  calls(run: string, query?: CallQuery): Promise<Page<CallRow>>;
  /** `most`: points at most; between those that are given the amounts only grow. Default 500. */
  costs(run: string, query?: { readonly most?: number }): Promise<Costs>;
  /** Steps that left a diff, the newest first. */
  diffs(run: string): Promise<readonly DiffStep[]>;
  /** What the diff of a round is about, without its lines. Undefined: that event brought none. */
  diff(run: string, seq: number): Promise<ParsedDiff | undefined>;
  /** Lines of one file, from the one that `from` counts (0 is the first), at most `limit` (default 1,000). */
  diffFile(
    run: string,
    seq: number,
    index: number,
    query?: { readonly from?: number; readonly limit?: number },
  ): Promise<DiffFilePage | undefined>;
  attempts(run: string, query?: AttemptQuery): Promise<AttemptChart>;
  /** Oldest first, always. */
  talk(run: string, query?: Omit<Window, 'order'>): Promise<Page<TalkLine>>;
}

/** Keeps what it has read of the runs that were looked at last. */
export function openHistory(record: HistoryRecord): History {
  const known = createKnownRuns(record);
  const diffs = createDiffPages(record);
  const traceOf = async (run: string): Promise<Trace> => (await known(run)).trace;

  return {
    view: async (run) => seen(await traceOf(run)),
    async viewAt(run, seq) {
      const { trace, moments } = await known(run);
      if (!isThere(trace, seq)) return undefined;
      return { ...seen(trace), view: (await moments?.view(seq)) ?? emptyView() };
    },
    async stateAt(run, seq) {
      const { trace, moments } = await known(run);
      return seq > 0 && isThere(trace, seq) ? moments?.state(seq) : undefined;
    },
    transitions: async (run, seq) => transitionsAt((await traceOf(run)).view, seq),
    events: async (run, query = {}) => readLines(record, run, await traceOf(run), query),
    event: (run, seq) => readEvent(record, run, seq),
    transcript: async (run, address, query = {}) => readTranscript(record, run, await traceOf(run), address, query),
    transcriptEntry: async (run, seq) => readEntry(record, run, await traceOf(run), seq),
    calls: async (run, query = {}) => readCalls(record, run, await traceOf(run), query),
    async costs(run, { most = 500 } = {}) {
      const { costs, view, workflow } = await traceOf(run);
      return costs.told(most, view.seq, workflow);
    },
    diffs: async (run) => (await traceOf(run)).diffs.steps(),
    diff: diffs.parsed,
    diffFile: (run, seq, index, query = {}) => diffs.file(run, seq, index, query),
    attempts: async (run, query = {}) => chartOf(await traceOf(run), query),
    async talk(run, window = {}) {
      const { talk, view } = await traceOf(run);
      return readTalk(record, run, talk, view.seq, window);
    },
  };
}

const seen = ({ view, workflow }: Trace): Seen => ({ view, ...(workflow && { workflow }) });

const isThere = ({ view }: Trace, seq: number): boolean => Number.isSafeInteger(seq) && seq >= 0 && seq <= view.seq;
