/**
 * What people see of a run: the data that `omni watch`, `show` and `runs` draw. A view is folded from events alone,
 * one at a time, so that the same view comes from a live run and from a journal read years later. Nothing here
 * decides anything; a view may be thrown away and folded again.
 *
 * Times are milliseconds since the epoch, money is integer micro-dollars. The fold changes a view in place and owns
 * the only reference: readers look, and copy what they keep.
 */
import type { Step } from '../../engine/compile/workflow.ts';
import type { ErrorValue, Outcome } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { OpenAsk } from '../asks.ts';

/**
 * Where a step is in its life. `pending`: its turn has not come, or not come again (steps that were never entered are
 * there only where the workflow is known).
 */
export type LifeState =
  | 'pending'
  | 'asking'
  | 'waiting'
  | 'running'
  | 'stopping'
  | 'backoff'
  | 'done'
  | 'failed'
  | 'refused'
  | 'skipped'
  | 'cancelled';

/** `waiting`: nothing runs, and only a person or the time can move the run on. */
export type RunStatus = 'running' | 'waiting' | Outcome;

/** `known` is false once any part of it was unknown; `microUsd` is then what is known of it. */
export interface Cost {
  known: boolean;
  microUsd: number;
  /** A part of it was not told by the harness but worked out by the run's price table. */
  byTable?: true;
}

/** What the reviewers said of a writer's work, as of the last round. */
export interface ReviewSummary {
  reviewer?: { readonly name: string; readonly vendor: string };
  /** Rounds begun, from 1. */
  round: number;
  verdict?: 'approve' | 'request_changes' | 'reject';
  /** Of the last verdict, in one line each. */
  findings: readonly string[];
}

/** One step in one frame, as its last visit left it. */
export interface StepRow {
  /** `build@1[2]/write`: the frame and the step. Unique in a run. */
  readonly address: string;
  readonly frame: string;
  readonly step: string;
  /** Absent where the workflow is not known. */
  kind?: Step['kind'];
  life: LifeState;
  /** How often the step was entered in its frame; 0 while pending. */
  visit: number;
  /** Monotone over visits; 0 before the first. */
  attempt: number;
  agent?: string;
  vendor?: string;
  /** What the step is about: an agent's title, the command of a `run`, the text of an `approve`. */
  title?: string;
  session?: string;
  /** Of the first attempt of this visit. */
  startedAt?: number;
  endedAt?: number;
  /** When the next attempt may start; only in `backoff`. */
  retryAt?: number;
  /** When the time that it waits for has come; only in `waiting`. */
  until?: number;
  /** Why a policy holds it, where nobody is asked: it is judged again when something ends, or at the minute. */
  held?: string;
  /** Of the last failed attempt, or of the step. */
  error?: ErrorValue;
  /** It failed, and the body went on all the same. */
  continued?: boolean;
  /** Over all visits. */
  cost: Cost;
  /** Whether usage was reported in this visit. */
  reported: boolean;
  toolCalls: number;
  review?: ReviewSummary;
  exitCode?: number;
  branch?: string;
  /** Of a merge: how many branches it landed. */
  merged?: number;
  /** What was said or done last, newest last, and no more than a few. */
  lines: SaidLine[];
  /** Addresses of the frames that this step opened, in order. */
  frames: string[];
  /** How many of them have not closed. */
  openFrames: number;
  /** Ids of its open asks. */
  asks: string[];
}

/** One line of an agent's doings: the first line of a message, or a tool call with its outcome. */
export interface SaidLine {
  readonly type: 'message' | 'tool' | 'sent' | 'answer';
  readonly at: number;
  readonly text: string;
  /** The call that the line tells of. */
  readonly call?: string;
  /** Of a tool call: whether it went well, once it is over; `refused` when it was not let through. */
  outcome?: 'ok' | 'failed' | 'refused';
}

/** One body being run: the root (`''`), a group, a foreach item, an until round, an on_error handler. */
export interface FrameRow {
  readonly frame: string;
  /** The step that opened it; absent for the root. */
  readonly parent?: string;
  /** Of an item or a round, from 0. */
  readonly index?: number;
  /** Of a branch: the step that it runs. */
  readonly branch?: string;
  /** The key of its body, where the workflow is known. */
  readonly body?: string;
  readonly openedAt: number;
  closedAt?: number;
  /** Present: the frame has closed. */
  outcome?: Outcome;
  /** Addresses of its steps, in the order of the body where the workflow is known, else of their first event. */
  steps: string[];
}

/** An ask that waits for a person. */
export type AskRow = OpenAsk;

/** What happened, in the order in which it did: enough to tell the story, without an agent's tools and messages. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  /** The step's address, or a frame's; `''` for the run. */
  readonly address: string;
  /** The event's type. */
  readonly type: string;
  /** One line of detail: an outcome, an error, who answered. */
  readonly text?: string;
}

export interface RunView {
  run: string;
  /** The workflow's name, where it is known. */
  workflow?: string;
  starter: string;
  engine: string;
  status: RunStatus;
  inputs: JsonObject;
  startedAt: number;
  finishedAt?: number;
  outcome?: Outcome;
  outputs?: JsonObject;
  error?: ErrorValue;
  cost: Cost;
  tokens: { input: number; output: number };
  toolCalls: number;
  /** Steps at work: begun and not ended, and neither their frames nor a person is what they wait for. */
  active: number;
  /** Steps that wait for a time. */
  waits: number;
  /** By address, in the order of their first appearance. */
  readonly steps: Map<string, StepRow>;
  /** By address, the root (`''`) first. */
  readonly frames: Map<string, FrameRow>;
  /** Open asks by id, oldest first. */
  readonly asks: Map<string, AskRow>;
  readonly timeline: TimelineEntry[];
  /** Of the last event that was folded; 0 and `''` before the first. */
  seq: number;
  hash: string;
}
