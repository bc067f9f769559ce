/** What is read of a run beyond its view: transcripts, calls, costs and diffs. The words are those of `runs/history`. */
import { Type } from 'typebox';
import { Decision, ErrorValue, Usage } from '../../../../engine/events.ts';
import { TOOL_KINDS } from '../../../../schema/tools.ts';
import {
  Address,
  Count,
  Cursor,
  closed,
  Flag,
  limit,
  list,
  MicroUsd,
  Moment,
  Next,
  oneOf,
  optional,
  Seq,
  Text,
} from './parts.ts';

const SaidText = closed({
  text: Text,
  bytes: Type.Integer({ minimum: 0, description: 'Of the whole, in UTF-8.' }),
  cut: optional(Type.Literal(true, { description: '`text` holds only its beginning.' })),
});

const AskTold = closed(
  {
    id: Text,
    seq: Seq,
    at: Moment,
    text: Text,
    policy: optional(Text),
    rule: optional(Text),
    status: oneOf(['open', 'granted', 'refused', 'expired', 'answered', 'withdrawn']),
    answers: list(
      closed({
        seq: Seq,
        at: Moment,
        granted: Flag,
        by: optional(Text),
        comment: optional(Text),
        choice: optional(Text),
      }),
    ),
  },
  'Something that waited for a person, and what came of it.',
);

const CallOutcome = oneOf(['waiting', 'running', 'done', 'failed', 'refused', 'left']);
const CallDecision = oneOf(['allow', 'deny', 'ask', 'hold', 'unasked'], 'The strictest that any policy said of it.');
const CallKind = oneOf(['tool', 'merge', 'turn']);
const ToolKind = oneOf(TOOL_KINDS);
const asked = { decisions: list(Decision), asks: list(AskTold) };

const entry = <const T extends string, const P extends Parameters<typeof closed>[0]>(type: T, properties: P) =>
  closed({
    type: Type.Literal(type),
    seq: Seq,
    at: Moment,
    asOf: Type.Integer({ minimum: 1, description: 'The last event that is part of it.' }),
    attempt: Count,
    ...properties,
  });

export const TranscriptEntry = Type.Union(
  [
    entry('begin', {
      ...asked,
      visit: Count,
      agent: optional(Text),
      vendor: optional(Text),
      model: optional(Text),
      round: optional(Count),
      title: optional(Text),
      prompt: optional(SaidText),
      run: optional(SaidText),
    }),
    entry('session', { session: Text }),
    entry('message', { text: SaidText }),
    entry('sent', { text: SaidText, by: optional(Text) }),
    entry('call', {
      kind: CallKind,
      call: Text,
      what: Text,
      tool: optional(closed({ kind: ToolKind, name: Text, subagent: optional(Text) })),
      input: SaidText,
      ...asked,
      decision: CallDecision,
      outcome: CallOutcome,
      endedAt: optional(Moment),
      output: optional(SaidText),
    }),
    entry('usage', { usage: Usage, ...asked }),
    entry('asked', { ...asked, error: optional(ErrorValue) }),
    entry('waiting', { ...asked, until: Moment }),
    entry('stopping', { why: oneOf(['cancelled', 'timeout', 'enough', 'failed', 'refused']) }),
    entry('end', {
      ...asked,
      outcome: oneOf(['done', 'failed', 'refused', 'skipped', 'cancelled', 'retry', 'lost', 'rework']),
      error: optional(ErrorValue),
      text: optional(SaidText),
      stderr: optional(SaidText),
      output: optional(SaidText),
      exitCode: optional(Type.Integer()),
      retryAt: optional(Moment),
    }),
  ],
  { description: 'What an agent or a command did, in order.' },
);

export const TranscriptQuery = closed({
  limit: limit(500, 100),
  cursor: Cursor,
  since: optional(
    Type.Integer({ minimum: 0, description: 'Instead of pages: what is new or has changed after this event.' }),
  ),
  cut: optional(Type.Integer({ minimum: 1, description: 'How many characters of each text; else all.' })),
});

export const TranscriptPage = closed(
  { entries: list(TranscriptEntry), next: Next, head: Count },
  'What a step did and said, the oldest first.',
);

export const CallRow = closed(
  {
    seq: Seq,
    at: Moment,
    asOf: Seq,
    address: Address,
    attempt: Count,
    agent: optional(Text),
    kind: CallKind,
    tool: optional(ToolKind),
    call: Text,
    what: Text,
    decision: CallDecision,
    rules: list(
      closed({
        policy: Text,
        rule: Text,
        decision: oneOf(['allow', 'deny', 'ask', 'hold']),
        reason: optional(Text),
      }),
    ),
    asks: list(AskTold),
    outcome: CallOutcome,
    endedAt: optional(Moment),
  },
  'A call of a tool, a merge or a turn, with what policies said of it.',
);

export const CallsQuery = closed({
  decision: optional(CallDecision),
  outcome: optional(CallOutcome),
  kind: optional(CallKind),
  tool: optional(ToolKind),
  step: optional(Address),
  limit: limit(500, 100),
  cursor: Cursor,
});

export const CallsPage = closed({ calls: list(CallRow), next: Next, head: Count }, 'Calls, the newest first.');

export const CostsQuery = closed({
  most: optional(Type.Integer({ minimum: 2, maximum: 5_000, default: 500, description: 'Points at most.' })),
});

export const Costs = closed(
  {
    points: list(
      closed({
        seq: Seq,
        at: Moment,
        address: Text,
        agent: optional(Text),
        totalMicroUsd: MicroUsd,
        known: Flag,
        agentMicroUsd: MicroUsd,
      }),
    ),
    agents: list(
      closed({
        agent: Text,
        vendor: optional(Text),
        microUsd: MicroUsd,
        known: Flag,
        input: Count,
        output: Count,
      }),
    ),
    budgets: list(
      closed({
        policy: optional(Type.String({ description: 'Absent: it is the `limits` of the agent.' })),
        rule: Text,
        what: oneOf(['run', 'session', 'agent', 'step', 'user_today', 'project_today']),
        decide: oneOf(['deny', 'ask', 'hold']),
        limitMicroUsd: optional(MicroUsd),
        everyMicroUsd: optional(MicroUsd),
        agent: optional(Text),
        step: optional(Text),
      }),
    ),
    head: Count,
  },
  'What the run had cost after each report, by agent, and the limits that policies set.',
);
