/** What the state of a run is made of, beside its steps and frames: calls, asks, grants, timers, amounts. See `state.ts`. */
import type { JsonObject } from '../schema/json.ts';
import type { Ask, ErrorValue, Outcome } from './events.ts';
import type { CallLife } from './machine/call.ts';

/** What a step left for later expressions: `status`, `error` and its kind's own fields. */
export type StepView = { readonly status: string; readonly error?: ErrorValue } & JsonObject;

export interface CallState {
  life: CallLife;
  attempt: number;
  tool?: JsonObject;
  merge?: JsonObject;
  /** Of a turn: what is to be said. */
  says?: string;
}

/** The frames below a compound that is running. */
export interface Children {
  /** How many frames there will be; of a loop, at most. */
  total: number;
  opened: number;
  open: number;
  /** One summary a closed frame, by index. */
  closed: ClosedFrame[];
  /** Of branches: how many must be done. */
  need?: number;
  /** The values of each `foreach` name, in the order of the items. */
  lists?: Readonly<Record<string, readonly unknown[]>>;
  maxParallel: number;
  /** Of a loop: the last round said that it was enough, and what its steps left in the latest round that ran them. */
  satisfied?: boolean;
  last?: Record<string, StepView>;
}

export interface Branch {
  readonly branch: string;
  readonly commit?: string;
  readonly title: string;
}

export interface ClosedFrame {
  index: number;
  outcome: Outcome;
  error?: ErrorValue;
  branch?: string;
  diff?: string;
  branches?: readonly Branch[];
  steps?: Record<string, StepView>;
  /** What a workflow that is used gives. */
  output?: JsonObject;
}

/** Money and tokens; `known` is false once a part of the cost was not. */
export interface Spent {
  known: boolean;
  microUsd: number;
  input: number;
  output: number;
}

/** What the run has spent, by whom and when. Absent until the first report, and when the run is over. */
export interface SpentBy {
  agents: Record<string, Spent>;
  sessions: Record<string, Spent>;
  /** The latest day on which anything was spent, as days of UTC since 1970 count. */
  day: number;
  today: Spent;
}

/** What a person settled for a step; `said` is the answer to a question. */
export interface Answer {
  kind: Ask['kind'];
  granted: boolean;
  by?: string;
  comment?: string;
  choice?: string;
  expired?: boolean;
  said?: JsonObject;
}

export interface OpenAsk {
  ask: Ask;
  frame: string;
  step: string;
  /** Who waits for it; more than one where calls share an ask. */
  waiters: Waiter[];
  grants: { by: string; comment?: string }[];
}

export interface Author {
  readonly writer: { readonly name: string; readonly vendor: string };
  /** What the branch held then. */
  readonly commit?: string;
  readonly verdicts: readonly {
    readonly verdict: string;
    readonly reviewer: { readonly name: string; readonly vendor: string };
    readonly commit?: string;
  }[];
}

/** A step that would begin, a call of its session, or that session as a whole, which has to hold at its next turn. */
export interface Waiter {
  readonly frame: string;
  readonly step: string;
  readonly call?: string;
  readonly turn?: true;
}

/** Lets a waiter through, once. `any`: whichever call of the step, since the session that asked is gone. */
export interface Ticket extends Waiter {
  readonly any?: true;
  /** What the rule read when the person was asked, as canonical JSON: it must read the same. */
  readonly facts?: string;
}

/** What a person let through. `once`: only who waited for it then, each one time; absent: whoever has its key. */
export interface Grant {
  by: string;
  once?: Ticket[];
}

export interface Timer {
  kind: 'timeout' | 'backoff' | 'wait' | 'ask' | 'hold';
  frame: string;
  step: string;
  approval?: string;
  generation: number;
  deadline: number;
}
