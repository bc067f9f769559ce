/** The agents of a workflow under the names that they have in the run. */
import { vendorOf } from '../../schema/vendors.ts';
import type { Context } from './context.ts';

/** Makes the agents of the context's workflow known to the run. */
export function enlist({ spec, flow, agents, vendors }: Context): void {
  for (const [name, agent] of Object.entries(spec.agents)) {
    agents[`${flow}${name}`] = agent;
    const vendor = vendorOf(agent);
    if (vendor !== undefined) vendors[`${flow}${name}`] = vendor;
  }
}

/** The run's name of an agent that a step of this workflow names. */
export const nameInRun = ({ flow }: Pick<Context, 'flow'>, name: string): string => `${flow}${name}`;
