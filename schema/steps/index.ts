/**
 * The step kinds as one union. Steps hold steps, which no schema library infers: the recursive keys are tied here, by
 * hand. Types only are imported, so the schemas cost nothing at run time.
 */
import type { AgentKeys } from './agent.ts';
import type { ApproveKeys } from './approve.ts';
import type { AskKeys } from './ask.ts';
import type { CommonKeys } from './common.ts';
import type { DebateKeys } from './debate.ts';
import type { FailKeys } from './fail.ts';
import type { GroupKeys } from './group.ts';
import type { MergeKeys } from './merge.ts';
import type { ReviewKeys } from './review.ts';
import type { RunKeys } from './run.ts';
import type { UsesKeys } from './uses.ts';
import type { WaitKeys } from './wait.ts';

export interface StepCommon extends CommonKeys {
  on_error?: 'fail' | 'continue' | 'ask' | StepSpec[];
}
export type AgentStep = StepCommon & AgentKeys;
export type RunStep = StepCommon & RunKeys;
export type GroupStep = StepCommon & GroupKeys & { steps: StepSpec[] };
export type ReviewStep = StepCommon & ReviewKeys;
export type DebateStep = StepCommon & DebateKeys;
export type ApproveStep = StepCommon & ApproveKeys;
export type AskStep = StepCommon & AskKeys;
export type WaitStep = StepCommon & WaitKeys;
export type MergeStep = StepCommon & MergeKeys;
export type UsesStep = StepCommon & UsesKeys;
export type FailStep = StepCommon & FailKeys;

interface StepByKind {
  agent: AgentStep;
  run: RunStep;
  steps: GroupStep;
  review: ReviewStep;
  debate: DebateStep;
  approve: ApproveStep;
  ask: AskStep;
  wait: WaitStep;
  merge: MergeStep;
  uses: UsesStep;
  fail: FailStep;
}
export type StepKind = keyof StepByKind;
export type StepSpec = StepByKind[StepKind];

/** The key that makes a step one of its kind; a step has exactly one of them. */
export const STEP_KINDS: readonly StepKind[] = [
  'agent',
  'run',
  'steps',
  'review',
  'debate',
  'approve',
  'ask',
  'wait',
  'merge',
  'uses',
  'fail',
];

/** The kind of a checked step. */
export function kindOf(step: StepSpec): StepKind {
  for (const kind of STEP_KINDS) if (Object.hasOwn(step, kind)) return kind;
  throw new TypeError('a checked step has a kind');
}
