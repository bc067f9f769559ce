/** What is read of a run beyond its view, paged: each question costs what it answers and what is new in the run. */
import type { Page, Window } from './page.ts';
import type { HistoryRecord } from './record.ts';
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
export function openHistory(_record: HistoryRecord): History {
  throw new Error('not there yet');
}
