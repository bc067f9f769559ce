/** The step kinds as one union. It imports types only, so it costs nothing at run time. */
import type { AgentStep } from './agent.ts';
import type { ApproveStep } from './approve.ts';
import type { FailStep } from './fail.ts';
import type { GroupStep } from './group.ts';
import type { MergeStep } from './merge.ts';
import type { ReviewStep } from './review.ts';
import type { RunStep } from './run.ts';

export type { AgentStep } from './agent.ts';
export type { ApproveStep } from './approve.ts';
export type { StepCommon } from './common.ts';
export type { FailStep } from './fail.ts';
export type { GroupStep } from './group.ts';
export type { MergeStep } from './merge.ts';
export type { ReviewStep } from './review.ts';
export type { RunStep } from './run.ts';

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
