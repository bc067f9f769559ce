/** Every step kind has its compiler: a missing one is a type error. */
import type { StepKind } from '../../../schema/steps/index.ts';
import { compileAgent } from './agent.ts';
import { compileApprove } from './approve.ts';
import { compileAsk } from './ask.ts';
import { compileDebate } from './debate.ts';
import { compileFail } from './fail.ts';
import { compileGroup } from './group.ts';
import { compileMerge } from './merge.ts';
import { compileReview } from './review.ts';
import { compileRun } from './run.ts';
import type { Compiled } from './site.ts';
import { compileUses } from './uses.ts';
import { compileWait } from './wait.ts';

export const kinds: Readonly<Record<StepKind, (site: never) => Compiled>> = {
  agent: compileAgent,
  run: compileRun,
  steps: compileGroup,
  review: compileReview,
  debate: compileDebate,
  approve: compileApprove,
  ask: compileAsk,
  wait: compileWait,
  merge: compileMerge,
  uses: compileUses,
  fail: compileFail,
};
