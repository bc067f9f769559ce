/**
 * Everything that can have happened in a run. Events are past tense, journaled, and enough on their own: `advance`
 * folds them without asking anything of the world, so whatever was judged (decisions, conditions, plans, deadlines)
 * stands on them. Times are integer milliseconds since the epoch, money is integer micro-dollars.
 *
 * A field is optional when it would be empty: a journal of 40,000 events should not spell `"decisions":[]` on each.
 */
import { type Static, type TProperties, Type } from 'typebox';
import {
  Any,
  Ask,
  Count,
  Decision,
  Elsewhere,
  ErrorValue,
  Landing,
  Origin,
  Outcome,
  optional,
  Text,
  Tool,
  Track,
  Usage,
  Why,
} from './event-parts.ts';

export {
  Ask,
  Decision,
  Elsewhere,
  ErrorValue,
  Landing,
  Origin,
  type Outcome,
  Tool,
  type ToolReading,
  Track,
  Usage,
  type Why,
} from './event-parts.ts';

const Base = {
  at: Count,
  frame: Text,
  fact: optional(Text),
  /** In the journal only: values that were too large for a row, by their place in the event (`plan.prompt`). */
  blobs: optional(Type.Record(Text, Text)),
  /** What policies made of it: how their states changed. */
  tracks: optional(Type.Array(Track)),
};
const onStep = { ...Base, step: Text };
/** Of what a person did; absent in journals from before it was noted. */
const byPerson = { from: optional(Origin) };
const judged = { decisions: optional(Type.Array(Decision)), asks: optional(Type.Array(Ask)) };
/** What each condition that was evaluated for this event came to: `{ if: true }`. */
const Conditions = optional(Type.Record(Text, Any));

const event = <const T extends string, const P extends TProperties>(type: T, properties: P) =>
  Type.Object({ type: Type.Literal(type), ...properties }, { additionalProperties: false });

export const eventSchemas = {
  /** The first event of every run. `spec` and `prices` are content hashes of blobs; `starter` is who asked for the run. */
  'run.created': event('run.created', {
    ...Base,
    run: Text,
    spec: Text,
    prices: optional(Text),
    inputs: Type.Record(Text, Any),
    seed: Text,
    engine: Text,
    starter: Text,
    ...byPerson,
    /** Agents whose harness could not be booted on this machine; every other agent of the spec is available. */
    unavailable: optional(Type.Array(Text)),
    elsewhere: optional(Elsewhere),
  }),
  'run.finished': event('run.finished', {
    ...Base,
    outcome: Outcome,
    outputs: optional(Type.Record(Text, Any)),
    error: optional(ErrorValue),
  }),
  'step.skipped': event('step.skipped', { ...onStep, visit: Count, conditions: Conditions }),
  'step.asked': event('step.asked', {
    ...onStep,
    visit: Count,
    conditions: Conditions,
    ...judged,
    /** The step failed and a person shall choose: what failed, and what it left. */
    error: optional(ErrorValue),
    result: optional(Type.Record(Text, Any)),
  }),
  'step.refused': event('step.refused', { ...onStep, visit: Count, conditions: Conditions, ...judged }),
  /** Committed before anything is started. `plan` is what was evaluated for it: agent, prompt, lists, branches. */
  'step.started': event('step.started', {
    ...onStep,
    visit: Count,
    attempt: Count,
    conditions: Conditions,
    ...judged,
    plan: optional(Any),
    deadline: optional(Count),
  }),
  /** Nothing happens until then: a duration that has to pass, or a time that has to come. */
  'step.waiting': event('step.waiting', { ...onStep, visit: Count, conditions: Conditions, ...judged, until: Count }),
  'step.stopping': event('step.stopping', {
    ...onStep,
    attempt: Count,
    why: Why,
    decisions: optional(Type.Array(Decision)),
  }),
  'step.cancelled': event('step.cancelled', { ...onStep, attempt: optional(Count) }),
  'step.finished': event('step.finished', {
    ...onStep,
    attempt: optional(Count),
    outcome: Outcome,
    conditions: Conditions,
    result: optional(Type.Record(Text, Any)),
    error: optional(ErrorValue),
    /** The step failed and the workflow or a person said to go on all the same. */
    continued: optional(Type.Boolean()),
  }),
  'attempt.failed': event('attempt.failed', {
    ...onStep,
    attempt: Count,
    error: ErrorValue,
    lost: optional(Type.Boolean()),
    /** Lost in order, by a park or a Ctrl-C: it does not count against the step. */
    interrupted: optional(Type.Boolean()),
    /** When the next attempt may start; absent: at once. */
    retryAt: optional(Count),
  }),
  'backoff.elapsed': event('backoff.elapsed', onStep),
  'session.opened': event('session.opened', { ...onStep, attempt: Count, session: Text }),
  'frame.opened': event('frame.opened', { ...onStep, child: Text, index: optional(Count), branch: optional(Text) }),
  'frame.closed': event('frame.closed', {
    ...Base,
    outcome: Outcome,
    error: optional(ErrorValue),
    conditions: Conditions,
    /** What a workflow that is used gives. */
    output: optional(Type.Record(Text, Any)),
  }),
  /** One event for the whole subtree: of the run when `step` is absent, else of that step. */
  'scope.cancelled': event('scope.cancelled', {
    ...Base,
    step: optional(Text),
    why: Why,
    by: optional(Text),
    ...byPerson,
  }),
  'review.reworked': event('review.reworked', {
    ...onStep,
    attempt: Count,
    round: Count,
    findings: Type.Array(Any),
    result: Type.Record(Text, Any),
  }),
  'tool.requested': event('tool.requested', { ...onStep, attempt: Count, call: Text, tool: Tool, ...judged }),
  'tool.judged': event('tool.judged', { ...onStep, attempt: Count, call: Text, ...judged }),
  'tool.completed': event('tool.completed', {
    ...onStep,
    attempt: Count,
    call: Text,
    ok: Type.Boolean(),
    output: optional(Text),
  }),
  /** What would land is known, and nothing has moved yet. */
  'merge.requested': event('merge.requested', { ...onStep, attempt: Count, call: Text, merge: Landing, ...judged }),
  'merge.judged': event('merge.judged', { ...onStep, attempt: Count, call: Text, ...judged }),
  /** The session is about to be told to do more: an answer of the wrong shape goes back to it. */
  'turn.requested': event('turn.requested', { ...onStep, attempt: Count, call: Text, text: Text, ...judged }),
  /** Whether a session may go on: judged again after a person answered, or something held. `call`: what was requested. */
  'turn.judged': event('turn.judged', { ...onStep, attempt: Count, call: optional(Text), ...judged }),
  'message.sent': event('message.sent', { ...onStep, attempt: Count, text: Text, by: optional(Text), ...byPerson }),
  'message.received': event('message.received', { ...onStep, attempt: Count, text: Text }),
  /** With decisions, what it spent has closed the gate: nothing more of the session is let through until they allow. */
  'usage.reported': event('usage.reported', { ...onStep, attempt: Count, usage: Usage, ...judged }),
  /** What other runs spent has changed, or another day has begun. */
  'spending.observed': event('spending.observed', { ...Base, elsewhere: Elsewhere }),
  'approval.granted': event('approval.granted', {
    ...onStep,
    approval: Text,
    by: Text,
    ...byPerson,
    comment: optional(Text),
    choice: optional(Text),
  }),
  'approval.refused': event('approval.refused', {
    ...onStep,
    approval: Text,
    by: optional(Text),
    ...byPerson,
    comment: optional(Text),
    expired: optional(Type.Boolean()),
  }),
  /** A person answered a question, or what they had said before it was asked answers it (`kept`). */
  'question.answered': event('question.answered', {
    ...onStep,
    approval: Text,
    by: Text,
    ...byPerson,
    text: Text,
    /** What a text that begins with `/` names, and what follows it. */
    command: Text,
    args: Text,
    output: optional(Any),
    kept: optional(Type.Boolean()),
  }),
  /** What a person said while nothing was asked: it waits for the next question. */
  'message.kept': event('message.kept', { ...Base, text: Text, by: Text, ...byPerson }),
  /** An answer that changed nothing: too late, by the wrong person, or to an ask that was withdrawn. */
  'approval.ignored': event('approval.ignored', {
    ...Base,
    approval: Text,
    by: Text,
    ...byPerson,
    reason: Text,
    /** Of an answer in words: what was said all the same. */
    text: optional(Text),
    kept: optional(Type.Boolean()),
    /** Of a policy that lets this answer not count. */
    decisions: optional(Type.Array(Decision)),
  }),
  /** The minute is over for what is held by a rule that reads the clock. */
  'hold.elapsed': event('hold.elapsed', Base),
  /** A person put a policy over the running run: it only tightens. */
  'policy.added': event('policy.added', { ...Base, policy: Type.Record(Text, Any), by: Text, ...byPerson }),
} as const;

export type RunEventType = keyof typeof eventSchemas;
export type EventOf<T extends RunEventType> = Static<(typeof eventSchemas)[T]>;
export type RunEvent = { [T in RunEventType]: EventOf<T> }[RunEventType];

/** One row of the journal. `hash` is SHA-256 over the canonical JSON of all the rest and the hash before it. */
export interface Envelope {
  readonly run: string;
  /** From 1, without a gap. */
  readonly seq: number;
  readonly event: RunEvent;
  readonly prevHash: string;
  readonly hash: string;
}
