/**
 * The step kinds as one union. Steps hold steps, which no schema library infers: the recursive keys are tied here, by
 * hand. Types only are imported, so the schemas cost nothing at run time.
 */
import type { AgentKeys } from './agent.ts';
import type { ApproveKeys } from './approve.ts';
import type { CommonKeys } from './common.ts';
import type { FailKeys } from './fail.ts';
import type { GroupKeys } from './group.ts';
import type { MergeKeys } from './merge.ts';
import type { ReviewKeys } from './review.ts';
import type { RunKeys } from './run.ts';

export interface StepCommon extends CommonKeys {
  on_error?: 'fail' | 'continue' | 'ask' | StepSpec[];
}
export type AgentStep = StepCommon & AgentKeys;
export type RunStep = StepCommon & RunKeys;
export type GroupStep = StepCommon & GroupKeys & { steps: StepSpec[] };
export type ReviewStep = StepCommon & ReviewKeys;
export type ApproveStep = StepCommon & ApproveKeys;
export type MergeStep = StepCommon & MergeKeys;
export type FailStep = StepCommon & FailKeys;

interface StepByKind {
  agent: AgentStep;
  run: RunStep;
  steps: GroupStep;
  review: ReviewStep;
  approve: ApproveStep;
  merge: MergeStep;
  fail: FailStep;
}
export type StepKind = keyof StepByKind;
export type StepSpec = StepByKind[StepKind];

/** The key that makes a step one of its kind; a step has exactly one of them. */
export const STEP_KINDS: readonly StepKind[] = ['agent', 'run', 'steps', 'review', 'approve', 'merge', 'fail'];

/** The kind of a checked step. */
export function kindOf(step: StepSpec): StepKind {
  for (const kind of STEP_KINDS) if (Object.hasOwn(step, kind)) return kind;
  throw new TypeError('a checked step has a kind');
}
