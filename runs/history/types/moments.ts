/** A run as of one event, and its events in a line each. */
import type { Workflow } from '../../../engine/compile/workflow.ts';
import type { RunEvent, RunEventType } from '../../../engine/events.ts';
import type { RunState } from '../../../engine/state.ts';
import type { RunView, TalkEntry } from '../../view/index.ts';
import type { Window } from '../page.ts';

/** A view and what it is a view of. Whoever gets one looks at it and changes nothing. */
export interface Seen {
  readonly view: RunView;
  /** Absent while nothing of the run is journaled. */
  readonly workflow?: Workflow;
}

/** One value of the state that an event changed. */
export interface Change {
  /** Keys from the root of the state; a place in a list is a number. */
  readonly path: readonly (string | number)[];
  /** Absent: there was nothing. A value that came or went as a whole is one change. */
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface StateAt {
  readonly seq: number;
  /** Whole, with its large values put back. */
  readonly event: RunEvent;
  /** Plain JSON. Shared with others who look: change nothing in them. */
  readonly before: RunState;
  readonly after: RunState;
  readonly changes: readonly Change[];
  /** How many more changes there are than `changes` lists. */
  readonly moreChanges: number;
}

/** Where the story of a run (`RunView.timeline`) goes from an event. */
export interface Transitions {
  /** The transition at this event, where it is one. */
  readonly at?: number;
  readonly previous?: number;
  readonly next?: number;
  readonly first?: number;
  readonly last?: number;
  /** How many transitions there are, and how many of them up to this event. */
  readonly count: number;
  readonly place: number;
}

/** One event in one line. */
export interface EventLine {
  readonly seq: number;
  readonly at: number;
  readonly type: RunEventType;
  /** The step's, or a frame's; `''` for the run. */
  readonly address: string;
  /** What it says, in one line; `''` where its type says it all. */
  readonly text: string;
  readonly fact?: string;
}

export interface EventQuery extends Window {
  readonly types?: readonly RunEventType[];
  /** Events of this address; a step's, or a frame's. */
  readonly address?: string;
  /** Also of everything below that address. */
  readonly below?: boolean;
}

export interface WholeEvent {
  readonly seq: number;
  readonly hash: string;
  readonly prevHash: string;
  /** Its large values put back. */
  readonly event: RunEvent;
}

/** What was said in a run, by people and by agents. */
export interface TalkLine {
  readonly seq: number;
  readonly at: number;
  readonly entry: TalkEntry;
}
