/**
 * The most that a run can take, and why there is no most where there is none. Sessions and agents side by side are
 * counted by the compiler; here they are priced: each session at the limit of the dearest agent that its step may have.
 * People who choose to retry, and attempts that were lost in a crash, add to it.
 */
import type { ReviewStep } from '../schema/steps/index.ts';
import { type Bound, plus, times } from './compile/context.ts';
import { headsId, judgeId } from './compile/kinds/debate.ts';
import { defaultRounds } from './compile/kinds/review.ts';
import { handlerOf, rootBody, type Step, type Workflow } from './compile/workflow.ts';
import { branchesOf } from './explore/branches.ts';
import { addressOf } from './explore/steps.ts';

/** A bound, or all the reasons for which there is none. */
export type Upper = { readonly most: number } | { readonly unbounded: readonly Reason[] };

/** A step, or an agent, that no number bounds. */
export type Reason =
  | { readonly why: 'items' | 'rounds' | 'verdicts' | 'width'; readonly step: string }
  | { readonly why: 'cost_usd'; readonly agent: string };

export interface UpperBounds {
  readonly sessions: Upper;
  readonly parallel: Upper;
  /** Whole micro-dollars. */
  readonly costMicroUsd: Upper;
}

export function upperBounds(workflow: Workflow): UpperBounds {
  const reasons = allReasons(workflow);
  const either = (most: Bound, ...whys: readonly Reason['why'][]): Upper =>
    most === undefined ? { unbounded: reasons.filter(({ why }) => whys.includes(why)) } : { most };
  const { sessions, parallel } = workflow.bounds;
  return {
    sessions: either(sessions, 'items', 'rounds', 'verdicts'),
    parallel: either(parallel, 'width'),
    costMicroUsd: either(costOf(workflow, rootBody), 'items', 'rounds', 'verdicts', 'cost_usd'),
  };
}

/** What one frame of a body can cost. A rework runs the steps from the writer on again, as the compiler counts them. */
function costOf(workflow: Workflow, body: string): Bound {
  const { order, steps } = workflow.bodies[body]!;
  const costs = new Map<string, Bound>();
  for (const id of order) {
    const step = steps[id]!;
    const handler = steps[handlerOf(id)];
    const handled = handler ? attemptCost(workflow, handler) : 0;
    const own = plus(times(attemptCost(workflow, step), step.retry.attempts), handled);
    const again = step.again.map((other) => costs.get(other)).reduce(plus, 0);
    costs.set(id, plus(own, times(roundsAgain(step), again)));
  }
  return [...costs.values()].reduce(plus, 0);
}

function attemptCost(workflow: Workflow, step: Step): Bound {
  if (step.kind === 'debate') return debateCost(workflow, step);
  if (step.spread) {
    const costs = branchesOf(step).bodies.map((body) => costOf(workflow, body));
    return times(step.spread.most, costs.reduce(plus, 0));
  }
  return times(step.sessions, dearest(workflow, step));
}

/** The heads sit in every round, the judge once. */
function debateCost(workflow: Workflow, { child = '', spread }: Step): Bound {
  const { [headsId]: heads, [judgeId]: judge } = workflow.bodies[child]!.steps;
  return plus(times(spread?.most, attemptCost(workflow, heads!)), judge ? attemptCost(workflow, judge) : 0);
}

/** Of the agents that may run a step. */
function dearest(workflow: Workflow, { agents }: Step): Bound {
  const limits = agents.map((name) => workflow.agents[name]?.limits?.cost_usd);
  return limits.reduce<Bound>(
    (most, usd) => (most === undefined || usd === undefined ? undefined : Math.max(most, Math.round(usd * 1_000_000))),
    0,
  );
}

function roundsAgain({ kind, spec }: Step): Bound {
  if (kind !== 'review') return 0;
  const { max_rounds: rounds = defaultRounds } = spec as ReviewStep;
  return typeof rounds === 'number' ? rounds - 1 : undefined;
}

function allReasons(workflow: Workflow): readonly Reason[] {
  const reasons = Object.values(workflow.bodies).flatMap(({ steps }) =>
    Object.values(steps).flatMap((step): readonly Reason[] => reasonsOf(workflow, step)),
  );
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

function reasonsOf(workflow: Workflow, step: Step): readonly Reason[] {
  const { spread, agents } = step;
  const at = { step: addressOf(step) };
  if (!spread) {
    const unlimited = agents.filter((name) => workflow.agents[name]?.limits?.cost_usd === undefined);
    return [
      ...(step.sessions === undefined ? [{ why: 'verdicts' as const, ...at }] : []),
      ...unlimited.map((agent) => ({ why: 'cost_usd' as const, agent })),
    ];
  }
  if (!startsAgents(workflow, step)) return [];
  const isLoop = step.frames === 'rounds';
  return [
    ...(spread.most === undefined ? [{ why: isLoop ? ('rounds' as const) : ('items' as const), ...at }] : []),
    ...(spread.wide === undefined ? [{ why: 'width' as const, ...at }] : []),
  ];
}

/** However often a body runs that starts no agent, it starts none. */
const startsAgents = (workflow: Workflow, step: Step): boolean =>
  step.agents.length > 0 ||
  branchesOf(step).bodies.some((body) =>
    Object.values(workflow.bodies[body]!.steps).some((inner) => startsAgents(workflow, inner)),
  );
