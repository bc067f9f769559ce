/** Every step kind has its planner: a missing one is a type error. */
import type { StepKind } from '../../../schema/steps/index.ts';
import type { Site } from '../context.ts';
import { planAgent } from './agent.ts';
import { planGroup } from './group.ts';
import { planMerge } from './merge.ts';
import type { Planned } from './planned.ts';
import { planReview } from './review.ts';
import { planApprove, planFail, planRun } from './simple.ts';

export const planners: Readonly<Record<StepKind, (site: Site) => Planned>> = {
  agent: planAgent,
  run: planRun,
  steps: planGroup,
  review: planReview,
  approve: planApprove,
  merge: planMerge,
  fail: planFail,
};
