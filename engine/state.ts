/**
 * The state of a run: plain JSON, a fold of its journal and nothing else. Live frames only: a frame that closed
 * leaves a summary in its parent and is gone, so memory follows what runs, not what ran.
 *
 * `advance` alone writes it, in place; whoever holds the reference owns it.
 */

import type { StateValue } from '../policies/words.ts';
import type { JsonObject } from '../schema/json.ts';
import type { WorkspacePlan } from './effects.ts';
import type { Ask, Elsewhere, ErrorValue, Outcome, Why } from './events.ts';
import type { Judgement } from './facts.ts';
import type { CallLife } from './machine/call.ts';
import type { LifeState } from './machine/life.ts';

/** What a step left for later expressions: `status`, `error` and its kind's own fields. */
export type StepView = { readonly status: string; readonly error?: ErrorValue } & JsonObject;

export interface CallState {
  life: CallLife;
  attempt: number;
  tool?: JsonObject;
  merge?: JsonObject;
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

export interface StepState {
  life: LifeState;
  /** How often the step was entered in its frame. */
  visit: number;
  /** Counts the starts in this frame and never restarts. */
  attempt: number;
  /** Attempts of this visit that used the retry budget. */
  tried: number;
  /** Attempts of this visit that were lost. */
  lost: number;
  /** `if` was judged in this visit; it is not judged again on retry. */
  admitted?: boolean;
  plan?: JsonObject;
  /** Where its attempts work, when that is not its frame's workspace. */
  workspace?: WorkspacePlan;
  why?: Why;
  error?: ErrorValue;
  continued?: boolean;
  result?: JsonObject;
  session?: string;
  /** Set by a rework: the next prompt is these findings, in the session of the round before. */
  rework?: { findings: readonly unknown[]; round: number };
  /** Of a review: verdicts so far and the findings of the last one. */
  rounds?: { count: number; findings: readonly unknown[]; result: JsonObject };
  /** What a merge of this step would land. */
  branches?: readonly Branch[];
  answer?: Answer;
  children?: Children;
  calls?: Record<string, CallState>;
  /** In this visit. */
  spent?: Spent;
  /** In the visits before. */
  spentBefore?: Spent;
  /** How many messages and usage reports of the open attempt have come in, and what it has spent. */
  heard?: { messages: number; usages: number; spent?: Spent };
  /** A report of what the open attempt spent has closed its gate. */
  overdrawn?: boolean;
  /** The asks that the open attempt's start was let through for: if it is lost, they need no second answer. */
  passed?: string[];
  /** A call of the open attempt was let through. */
  acted?: boolean;
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

export interface Frame {
  path: string;
  body: string;
  /** The state of the body's machine: a step's id, or a final state. */
  at: string;
  parent?: { frame: string; step: string };
  /** Which of its siblings: the item's, the round's or the branch's place. */
  index?: number;
  /** Names that the frame adds: foreach names, `error` of a handler. */
  vars: Record<string, unknown>;
  /** Of a workflow that is used: its inputs. Its expressions see nothing beyond this frame. */
  inputs?: JsonObject;
  steps: Record<string, StepState>;
  /** Of a loop: the steps of the round before. */
  last?: Record<string, StepView>;
  workspace: WorkspacePlan;
  /** What its agents wrote into its workspace: the branch as it stands after the last of them. */
  written?: Branch & { readonly diff?: string };
  /** Branches of steps that wrote into worktrees of their own. */
  branches?: Branch[];
  /** Why the body failed. */
  error?: ErrorValue;
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

export interface RunState {
  run: string;
  status: 'new' | 'running' | Outcome;
  seed: string;
  starter: string;
  createdAt: number;
  inputs: JsonObject;
  unavailable: readonly string[];
  frames: Record<string, Frame>;
  /** Judgements in the order in which they fell due. An array, so that its order survives being written down. */
  agenda: Judgement[];
  asks: Record<string, OpenAsk>;
  askCount: number;
  /** What people said to the asks of policies, by the ask's key. */
  granted: Record<string, Grant>;
  refused: Record<string, string>;
  /** Ids of what people have said and of what was looked up, so that it counts once however often it is delivered. */
  told: Record<string, true>;
  /** What people said while no question was open, oldest first; absent while there is nothing. */
  mail?: { by: string; text: string }[];
  /** Who waits because a policy holds: judged again when a step ends. */
  held: Waiter[];
  /** What policies remember: by the guard's id, then whose it is ('' the run's), then the name of the value. */
  policies?: Record<string, Record<string, Record<string, StateValue>>>;
  /** Who wrote what stands on a branch now, and what reviewers said of it. */
  authors?: Record<string, Author>;
  /** Policies that people put over the running run, oldest first. */
  added?: JsonObject[];
  timers: Record<string, Timer>;
  generation: number;
  spent: Spent;
  spentBy?: SpentBy;
  /** What other runs spent, where a policy asks for it. */
  elsewhere?: Elsewhere;
  outputs?: JsonObject;
  error?: ErrorValue;
}

/** A map whose keys strangers choose: in it no name means anything, `__proto__` neither. */
export const dictionary = <Value>(): Record<string, Value> => Object.create(null) as Record<string, Value>;

export const nothingSpent = (): Spent => ({ known: true, microUsd: 0, input: 0, output: 0 });

export function initialState(): RunState {
  return {
    run: '',
    status: 'new',
    seed: '',
    starter: '',
    createdAt: 0,
    inputs: {},
    unavailable: [],
    frames: {},
    agenda: [],
    asks: {},
    askCount: 0,
    granted: dictionary(),
    refused: dictionary(),
    told: dictionary(),
    held: [],
    timers: {},
    generation: 0,
    spent: nothingSpent(),
  };
}

/** Oldest first. Ids end in a number and sort as texts once the state was written down. */
export function asksInOrder({ asks }: RunState): OpenAsk[] {
  const nthOf = ({ ask: { id } }: OpenAsk) => Number(id.slice(id.lastIndexOf('.') + 1));
  return Object.values(asks).sort((a, b) => nthOf(a) - nthOf(b));
}

/** A step of a live frame that has been entered. */
export function stepAt(state: RunState, frame: string, step: string): StepState | undefined {
  const steps = state.frames[frame]?.steps;
  return steps && Object.hasOwn(steps, step) ? steps[step] : undefined;
}
