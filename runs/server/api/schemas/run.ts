/** Runs: as a list has them, and one of them whole. */
import { Type } from 'typebox';
import { Ask as EngineAsk, ErrorValue } from '../../../../engine/events.ts';
import {
  Address,
  Any,
  Count,
  Cursor,
  closed,
  Flag,
  limit,
  list,
  Moment,
  Next,
  oneOf,
  optional,
  RunId,
  Text,
} from './parts.ts';

const OUTCOMES = ['done', 'failed', 'refused', 'skipped', 'cancelled'] as const;
const Outcome = oneOf(OUTCOMES);
/** `stopped`: not over, and nobody drives it. */
export const STANDINGS = ['running', 'waiting', 'stopped', ...OUTCOMES] as const;
const Standing = oneOf(STANDINGS, '`stopped`: it is not over, and nobody drives it.');
const Values = Type.Record(Text, Any);

const OfStep = closed({ frame: Text, step: Text });

const openAsk = {
  frame: Text,
  step: Text,
  ask: EngineAsk,
  askedAt: Moment,
  waiters: list(OfStep, { description: 'The steps that wait for it now.' }),
  grantedBy: list(Text, { description: 'Who has granted it so far: some asks need several.' }),
};

export const OpenAsk = closed(openAsk, 'What waits for a person. `ask.id` is what an answer takes.');

const spent = { known: Flag, microUsd: Count };
const Cost = closed({ ...spent, byTable: optional(Type.Literal(true)) });

export const RunRow = closed(
  {
    run: RunId,
    workflow: Text,
    file: Text,
    repo: Text,
    key: Type.String({ description: 'Equal for every `apply` that means the same run.' }),
    starter: optional(Type.String({ description: 'Who asked for it; absent while nothing of it is journaled.' })),
    status: Standing,
    createdAt: Moment,
    finishedAt: optional(Moment),
    driven: Type.Boolean({ description: 'Somebody drives it now.' }),
    cost: closed(spent, 'What it has spent so far. Not `known`: at least that.'),
    asks: list(OpenAsk),
  },
  'A run in a list.',
);

export const RunsQuery = closed({
  status: optional(list(Standing, { maxItems: 8, description: 'Runs that stand so (repeatable).' })),
  workflow: optional(Type.String({ maxLength: 200, description: 'Runs of the workflow with this name.' })),
  starter: optional(Type.String({ maxLength: 200, description: 'Runs that this person started.' })),
  q: optional(
    Type.String({
      maxLength: 200,
      description: 'Runs that have this in their id, workflow, file or starter, in any case.',
    }),
  ),
  limit: limit(200, 50),
  cursor: Cursor,
});

export const RunsPage = closed({ runs: list(RunRow), next: Next }, 'Runs, the newest first.');

const ReviewSummary = closed({
  reviewer: optional(closed({ name: Text, vendor: Text })),
  round: Count,
  verdict: optional(oneOf(['approve', 'request_changes', 'reject'])),
  findings: list(Text),
});

const SaidLine = closed({
  type: oneOf(['message', 'tool', 'sent', 'answer']),
  at: Moment,
  text: Text,
  call: optional(Text),
  outcome: optional(oneOf(['ok', 'failed', 'refused'])),
});

const LIVES = ['pending', 'asking', 'waiting', 'running', 'stopping', 'backoff', ...OUTCOMES] as const;

const StepRow = closed({
  address: Address,
  frame: Text,
  step: Text,
  kind: optional(Text),
  life: oneOf(LIVES),
  visit: Count,
  attempt: Count,
  agent: optional(Text),
  vendor: optional(Text),
  title: optional(Text),
  session: optional(Text),
  startedAt: optional(Moment),
  endedAt: optional(Moment),
  retryAt: optional(Moment),
  until: optional(Moment),
  held: optional(Text),
  error: optional(ErrorValue),
  continued: optional(Flag),
  cost: Cost,
  reported: Flag,
  toolCalls: Count,
  review: optional(ReviewSummary),
  exitCode: optional(Type.Integer()),
  branch: optional(Text),
  merged: optional(Count),
  lines: list(SaidLine),
  frames: list(Text),
  openFrames: Type.Integer(),
  asks: list(Text),
});

const FrameRow = closed({
  frame: Text,
  parent: optional(Text),
  index: optional(Count),
  branch: optional(Text),
  body: optional(Text),
  openedAt: Moment,
  closedAt: optional(Moment),
  outcome: optional(Outcome),
  steps: list(Text),
});

/** The whole of a run's view, as `omni show --json` prints it. */
export const RunSummary = closed(
  {
    run: Text,
    workflow: optional(Text),
    starter: Text,
    engine: Text,
    status: oneOf(['running', 'waiting', ...OUTCOMES]),
    inputs: Values,
    startedAt: Moment,
    finishedAt: optional(Moment),
    outcome: optional(Outcome),
    outputs: optional(Values),
    error: optional(ErrorValue),
    cost: Cost,
    tokens: closed({ input: Count, output: Count }),
    toolCalls: Count,
    active: Type.Integer(),
    waits: Type.Integer(),
    seq: Count,
    hash: Text,
    steps: list(StepRow),
    frames: list(FrameRow),
    asks: list(OpenAsk),
  },
  'A run as it stands: every step and frame, what it cost, what it waits for.',
);

export const AsksPage = closed(
  {
    asks: list(closed({ ...openAsk, run: RunId, workflow: Text })),
  },
  'What waits for the person who asks, the oldest first.',
);
