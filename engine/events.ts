/**
 * Everything that can have happened in a run. Events are past tense, journaled, and enough on their own: `advance`
 * folds them without asking anything of the world, so whatever was judged (decisions, conditions, plans, deadlines)
 * stands on them. Times are integer milliseconds since the epoch, money is integer micro-dollars.
 *
 * A field is optional when it would be empty: a journal of 40,000 events should not spell `"decisions":[]` on each.
 */
import { type Static, type TProperties, Type } from 'typebox';

const Text = Type.String();
const Count = Type.Integer({ minimum: 0 });
const Any = Type.Unknown();
const optional = Type.Optional;

/** What a policy said of one thing, with the facts that it read. `ask` and `hold` keep the thing waiting. */
export const Decision = Type.Object({
  policy: Text,
  rule: Text,
  decision: Type.Union([Type.Literal('allow'), Type.Literal('deny'), Type.Literal('ask'), Type.Literal('hold')]),
  reason: optional(Text),
  facts: optional(Any),
  /** What an ask is bound to: a grant counts for every later decision with the same key in its scope. */
  key: optional(Text),
});
export type Decision = Static<typeof Decision>;

/** Something only a person can settle. `id` is what `omni approve` takes. */
export const Ask = Type.Object({
  id: Text,
  kind: Type.Union([Type.Literal('policy'), Type.Literal('approve'), Type.Literal('choice'), Type.Literal('lost')]),
  text: Text,
  /** Binds a policy's ask to what was shown: a different command needs a new answer. */
  key: optional(Text),
  policy: optional(Text),
  rule: optional(Text),
  call: optional(Text),
  show: optional(Type.Array(Text)),
  /** For a choice: what may be answered. */
  options: optional(Type.Array(Text)),
  notStarter: optional(Type.Boolean()),
  roles: optional(Type.Array(Text)),
  atLeast: optional(Count),
  expiresAt: optional(Count),
});
export type Ask = Static<typeof Ask>;

export const ErrorValue = Type.Object({ code: Text, message: Text, step: optional(Text) });
/** Why a step failed, as a value: `code` is one of a small set (failed, timeout, lost, expression, refused, …). */
export type ErrorValue = Static<typeof ErrorValue>;

export const Usage = Type.Object({
  input: Count,
  output: Count,
  cacheRead: optional(Count),
  cacheWrite: optional(Count),
  /** Absent: the cost is unknown, which is never the same as 0. */
  costMicroUsd: optional(Count),
});
export type Usage = Static<typeof Usage>;

/** One tool call, in the words that every harness shares. `input` is what the harness said, after normalising. */
export const Tool = Type.Object({
  kind: Type.Enum(['shell', 'read', 'write', 'edit', 'delete', 'search', 'fetch', 'mcp', 'agent', 'other']),
  name: Text,
  input: Any,
});
export type Tool = Static<typeof Tool>;

const Base = {
  at: Count,
  frame: Text,
  fact: optional(Text),
  /** In the journal only: values that were too large for a row, by their place in the event (`plan.prompt`). */
  blobs: optional(Type.Record(Text, Text)),
};
const onStep = { ...Base, step: Text };
const judged = { decisions: optional(Type.Array(Decision)), asks: optional(Type.Array(Ask)) };
/** What each condition that was evaluated for this event came to: `{ if: true }`. */
const Conditions = optional(Type.Record(Text, Any));
const Outcome = Type.Union([
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('refused'),
  Type.Literal('skipped'),
  Type.Literal('cancelled'),
]);
export type Outcome = Static<typeof Outcome>;
export type Why = 'cancelled' | 'timeout' | 'failed';
const WhyType = Type.Union([Type.Literal('cancelled'), Type.Literal('timeout'), Type.Literal('failed')]);

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
    /** Agents whose harness could not be booted on this machine; every other agent of the spec is available. */
    unavailable: optional(Type.Array(Text)),
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
  'step.stopping': event('step.stopping', { ...onStep, attempt: Count, why: WhyType }),
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
  'frame.opened': event('frame.opened', { ...onStep, child: Text, index: optional(Count) }),
  'frame.closed': event('frame.closed', {
    ...Base,
    outcome: Outcome,
    error: optional(ErrorValue),
    conditions: Conditions,
  }),
  /** One event for the whole subtree: of the run when `step` is absent, else of that step. */
  'scope.cancelled': event('scope.cancelled', { ...Base, step: optional(Text), why: WhyType, by: optional(Text) }),
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
  'message.sent': event('message.sent', { ...onStep, attempt: Count, text: Text, by: optional(Text) }),
  'message.received': event('message.received', { ...onStep, attempt: Count, text: Text }),
  'usage.reported': event('usage.reported', { ...onStep, attempt: Count, usage: Usage }),
  'approval.granted': event('approval.granted', {
    ...onStep,
    approval: Text,
    by: Text,
    comment: optional(Text),
    choice: optional(Text),
  }),
  'approval.refused': event('approval.refused', {
    ...onStep,
    approval: Text,
    by: optional(Text),
    comment: optional(Text),
    expired: optional(Type.Boolean()),
  }),
  /** An answer that changed nothing: too late, by the wrong person, or to an ask that was withdrawn. */
  'approval.ignored': event('approval.ignored', { ...Base, approval: Text, by: Text, reason: Text }),
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
