/** The agents of a workflow under the names that they have in the run. */

import type { Path } from '../../schema/problem.ts';
import { vendorOf } from '../../schema/vendors.ts';
import type { Context } from './context.ts';
import { placeGuards } from './guards.ts';

/** Makes the agents of the context's workflow known to the run. `path` is where they stand in the spec. */
export function enlist(context: Context, path: Path): void {
  const { spec, flow, agents, vendors } = context;
  for (const [name, agent] of Object.entries(spec.agents)) {
    agents[`${flow}${name}`] = agent;
    const vendor = vendorOf(agent);
    if (vendor !== undefined) vendors[`${flow}${name}`] = vendor;
    placeGuards(context, agent.policies, [...path, name, 'policies'], { level: 'agent', agent: `${flow}${name}` });
  }
}

/** The run's name of an agent that a step of this workflow names. */
export const nameInRun = ({ flow }: Pick<Context, 'flow'>, name: string): string => `${flow}${name}`;
