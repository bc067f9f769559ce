/** What policies promise, held against what harnesses can do: a rule that nobody is asked for guarantees nothing. */
import type { Problem } from '../../schema/problem.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { Capabilities } from '../ports/harness.ts';
import { type Guard, isOver } from './guard.ts';

/** The harness that would run an agent; nothing where none is known, so that the agent does not run. */
export type FindCapabilities = (
  agent: string,
) => { readonly name: string; readonly capabilities: Capabilities } | undefined;

/** @returns a problem for each agent whose harness does not ask before every tool call, where a policy needs that. */
export function brokenGuarantees(workflow: Workflow, find: FindCapabilities): readonly Problem[] {
  const steps = Object.values(workflow.bodies).flatMap((body) => Object.values(body.steps));
  return Object.keys(workflow.agents).flatMap((agent): Problem[] => {
    const harness = find(agent);
    if (!harness || harness.capabilities.asksEveryTool) return [];
    const places = steps.filter((step) => step.agents.includes(agent));
    const needs = workflow.guards.filter(
      (guard) => needsCalls(guard) && places.some((step) => isOver(guard, step, agent)),
    );
    if (needs.length === 0) return [];
    const names = needs.map(({ id }) => `'${id}'`).join(', ');
    return [
      {
        code: 'OMNI5007',
        path: ['agents', agent, 'harness'],
        message: `The harness ${harness.name} of agent '${agent}' does not ask before each tool call, so ${names} could not be kept.`,
        help: 'Give the agent another harness, or take what the policy says about tool calls away.',
      },
    ];
  });
}

/** A track that misses a call lets the state lie, as a rule that misses it lets the call through. */
const needsCalls = ({ policy }: Guard): boolean =>
  policy.points.has('tool') || policy.points.has('turn') || policy.trackPoints.has('tool');

/** Whether any policy asks what was spent beyond this run: only then is it looked up. */
export const readsToday = ({ guards }: Workflow): boolean =>
  guards.some(({ policy }) => JSON.stringify([policy.spec.rules, policy.spec.track ?? []]).includes('_today'));
