/** Every step kind has its planner: a missing one is a type error. */
import type { StepKind } from '../../../schema/steps/index.ts';
import type { DebatePart } from '../../compile/workflow.ts';
import type { Site } from '../context.ts';
import { planAgent } from './agent.ts';
import { planDebate, planHead, planJudge } from './debate.ts';
import { planGroup } from './group.ts';
import { planMerge } from './merge.ts';
import type { Planned } from './planned.ts';
import { planReview } from './review.ts';
import { planApprove, planAsk, planFail, planRun, planWait } from './simple.ts';
import { planUses } from './uses.ts';

export const planners: Readonly<Record<StepKind | DebatePart, (site: Site) => Planned>> = {
  agent: planAgent,
  run: planRun,
  steps: planGroup,
  review: planReview,
  debate: planDebate,
  head: planHead,
  judge: planJudge,
  approve: planApprove,
  ask: planAsk,
  wait: planWait,
  merge: planMerge,
  uses: planUses,
  fail: planFail,
};
