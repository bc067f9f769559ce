/**
 * What the world tells a run: results, losses, timers, answers. A fact is an observation and may be late, doubled
 * or absurd; `decide` is total over facts and turns each into an event or into nothing.
 *
 * `id` is chosen by whoever observed it and is equal on redelivery, so that a fact counts once per run. `at` is the
 * observer's clock in milliseconds since the epoch.
 */
import type { Json, JsonObject } from '../schema/json.ts';
import type { Elsewhere, ErrorValue, Landing, Origin, Tool, Usage } from './events.ts';

interface Seen {
  readonly id: string;
  readonly at: number;
}
/** What a person did. Absent `from`: nobody noted where it came from. */
interface OfPerson extends Seen {
  readonly from?: Origin;
}
interface OfAttempt extends Seen {
  readonly frame: string;
  readonly step: string;
  readonly attempt: number;
}

export interface RunRequested extends OfPerson {
  readonly type: 'run.requested';
  readonly run: string;
  /** Content hash of the pinned spec. */
  readonly spec: string;
  readonly prices?: string;
  readonly inputs: JsonObject;
  readonly seed: string;
  readonly engine: string;
  readonly starter: string;
  readonly unavailable?: readonly string[];
  /** Where a policy asks for it: the first steps are judged at once. */
  readonly elsewhere?: Elsewhere;
}
/** The attempt ended. `result` holds the kind's own fields (text, exit_code, verdict, commits …). */
export interface AttemptFinished extends OfAttempt {
  readonly type: 'attempt.finished';
  readonly result: JsonObject;
  /** Present: the attempt failed. */
  readonly error?: ErrorValue;
}
/** The answer to `stopAttempt`: nothing of the attempt runs any more. */
export interface AttemptStopped extends OfAttempt {
  readonly type: 'attempt.stopped';
}
/** Whoever ran the attempt died, so nobody knows how far it came. */
export interface AttemptLost extends OfAttempt {
  readonly type: 'attempt.lost';
}
/** Whoever ran the attempt ended it in order, to go on another time: it says nothing about the step. */
export interface AttemptInterrupted extends OfAttempt {
  readonly type: 'attempt.interrupted';
}
export interface SessionOpened extends OfAttempt {
  readonly type: 'session.opened';
  readonly session: string;
}
export interface ToolRequested extends OfAttempt {
  readonly type: 'tool.requested';
  /** Unique within the run. */
  readonly call: string;
  readonly tool: Tool;
}
export interface ToolCompleted extends OfAttempt {
  readonly type: 'tool.completed';
  readonly call: string;
  readonly ok: boolean;
  readonly output?: string;
}
/** The session would be told to do more. */
export interface TurnRequested extends OfAttempt {
  readonly type: 'turn.requested';
  readonly call: string;
  readonly text: string;
}
/** A merge has been worked out aside and would land now. */
export interface MergeRequested extends OfAttempt {
  readonly type: 'merge.requested';
  readonly call: string;
  readonly merge: Landing;
}
export interface MessageReceived extends OfAttempt {
  readonly type: 'message.received';
  /** Counts the messages of an attempt from 1, so that a redelivered one is known. */
  readonly index: number;
  readonly text: string;
}
export interface UsageReported extends OfAttempt {
  readonly type: 'usage.reported';
  /** Counts the reports of an attempt from 1. */
  readonly index: number;
  readonly usage: Usage;
}
export interface TimerFired extends Seen {
  readonly type: 'timer.fired';
  readonly timer: string;
  readonly generation: number;
}
/** A person answered an ask. `choice` is one of its options, where it has some. */
export interface ApprovalAnswered extends OfPerson {
  readonly type: 'approval.answered';
  readonly approval: string;
  readonly granted: boolean;
  readonly by: string;
  readonly comment?: string;
  readonly choice?: string;
}
/** A person answered a question: in words, or with the fields of its form. */
export interface QuestionAnswered extends OfPerson {
  readonly type: 'question.answered';
  readonly approval: string;
  readonly by: string;
  readonly text?: string;
  readonly output?: Json;
}
export interface CancelRequested extends OfPerson {
  readonly type: 'cancel.requested';
  readonly by: string;
}
/** A person puts a policy over the run: the whole of it, resolved. */
export interface PolicyAdded extends OfPerson {
  readonly type: 'policy.added';
  readonly policy: JsonObject;
  readonly by: string;
}
/** A person's message to the running agent of a step; without one, to whoever asks next. */
export interface MessageSubmitted extends OfPerson {
  readonly type: 'message.submitted';
  readonly frame?: string;
  readonly step?: string;
  readonly text: string;
  readonly by: string;
}

/** What other runs spent today, looked up again. */
export interface SpendingObserved extends Seen {
  readonly type: 'spending.observed';
  readonly elsewhere: Elsewhere;
}

export type Fact =
  | RunRequested
  | AttemptFinished
  | AttemptStopped
  | AttemptLost
  | AttemptInterrupted
  | SessionOpened
  | ToolRequested
  | ToolCompleted
  | MergeRequested
  | TurnRequested
  | MessageReceived
  | UsageReported
  | TimerFired
  | ApprovalAnswered
  | QuestionAnswered
  | CancelRequested
  | PolicyAdded
  | MessageSubmitted
  | SpendingObserved;

/** What is on the agenda: a state was entered that something must be decided about. Part of the state, in order. */
export type Judgement =
  | { readonly type: 'start'; readonly frame: string; readonly step: string }
  | { readonly type: 'next'; readonly frame: string; readonly step: string }
  | { readonly type: 'answered'; readonly frame: string; readonly step: string; readonly approval: string }
  /** A question was put, and somebody has said something already. */
  | { readonly type: 'mail'; readonly frame: string; readonly step: string }
  /** A tool call, or a merge that would land. */
  | { readonly type: 'tool'; readonly frame: string; readonly step: string; readonly call: string }
  | { readonly type: 'turn'; readonly frame: string; readonly step: string }
  | { readonly type: 'ended'; readonly frame: string };

export type Cause = Fact | Judgement;
