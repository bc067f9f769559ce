/**
 * What documents promise, held against what harnesses can do: a rule that nobody is asked for guarantees nothing, and
 * a limit on a cost that nobody tells limits nothing. Known before anything runs, so it is refused then.
 */
import type { Problem } from '../../schema/problem.ts';
import type { Step, Workflow } from '../compile/workflow.ts';
import type { Capabilities } from '../ports/harness.ts';
import { type Guard, isOver } from './guard.ts';
import { type Need, needsOfAgent, needsOfSteps } from './needs.ts';

/** The harness that would run an agent; nothing where none is known, so that the agent does not run. */
export type FindCapabilities = (
  agent: string,
) => { readonly name: string; readonly capabilities: Capabilities } | undefined;

/**
 * @param others every harness there is, to say which could.
 * @returns a problem for each agent and each thing that its harness cannot give.
 */
export function brokenGuarantees(
  workflow: Workflow,
  find: FindCapabilities,
  others: Readonly<Record<string, Capabilities>> = {},
): readonly Problem[] {
  const steps = Object.values(workflow.bodies).flatMap((body) => Object.values(body.steps));
  return Object.entries(workflow.agents).flatMap(([agent, spec]): Problem[] => {
    const harness = find(agent);
    if (!harness) return [];
    const places = steps.filter((step) => step.agents.includes(agent));
    const needs = [...needsOfGuards(workflow, agent, places), ...needsOfAgent(spec), ...needsOfSteps(workflow, agent)];
    const broken = needs.filter(({ holds }) => !holds(harness.capabilities));
    return broken.map((need) => problemOf(need, agent, harness.name, others));
  });
}

function problemOf(
  { code, path, lack, without, holds }: Need,
  agent: string,
  harness: string,
  others: Readonly<Record<string, Capabilities>>,
): Problem {
  const able = Object.keys(others).filter((name) => name !== 'simulate' && holds(others[name]!));
  const which = able.length === 0 ? 'another harness' : `one of ${able.join(', ')}`;
  return {
    code,
    path: ['agents', agent, ...(path ?? ['harness'])],
    message: `The harness ${harness} of agent '${agent}' ${lack}.`,
    help: `Give the agent ${which}, or ${without}.`,
  };
}

function needsOfGuards({ guards }: Workflow, agent: string, places: readonly Step[]): readonly Need[] {
  const over = guards.filter((guard) => places.some((step) => isOver(guard, step, agent)));
  const need = (which: readonly Guard[], lack: string, holds: Need['holds']): Need[] => {
    if (which.length === 0) return [];
    const names = which.map(({ id }) => `'${id}'`).join(', ');
    const without = 'take what the policy says about tool calls away';
    return [{ code: 'OMNI5007', lack: `${lack}, so ${names} could not be kept`, without, holds }];
  };
  const blind = 'does not ask before each tool call';
  const late = 'tells what it has spent only when a turn is over, or never';
  return [
    ...need(over.filter(needsCalls), blind, ({ asksEveryTool }) => asksEveryTool),
    ...need(over.filter(needsCosts), late, ({ usage }) => usage === 'live'),
  ];
}

/** A track that misses a call lets the state lie, as a rule that misses it lets the call through. */
const needsCalls = ({ policy }: Guard): boolean =>
  policy.points.has('tool') || policy.points.has('turn') || policy.trackPoints.has('tool');

/** Before a call it must be known what was spent until then. */
const needsCosts = ({ policy }: Guard): boolean =>
  (policy.points.has('tool') || policy.points.has('turn')) &&
  Object.values(policy.rules).some(({ readsCost }) => readsCost);

/** Whether any policy asks what was spent beyond this run: only then is it looked up. */
export const readsToday = ({ guards }: Workflow): boolean =>
  guards.some(({ policy }) => JSON.stringify([policy.spec.rules, policy.spec.track ?? []]).includes('_today'));
