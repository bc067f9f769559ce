/** What runs agents on this machine: with a script, it plays every agent; there are no other adapters yet. */
import { createRegistry, playAll } from '../agents/registry.ts';
import { createSimulateHarness, type Simulation } from '../agents/simulate/index.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import { brokenGuarantees } from '../engine/guards/guarantees.ts';
import type { Harnesses } from '../engine/ports/harness.ts';
import type { Problem } from '../schema/problem.ts';
import { clock } from './clock.ts';

export function findHarnesses(simulation: Simulation | undefined): Harnesses {
  return simulation === undefined ? createRegistry([]) : playAll(createSimulateHarness({ simulation, clock }));
}

/** Policies that the harnesses of this run could not keep, each at its agent. */
export function findUnkept(workflow: Workflow, harnesses: Harnesses): readonly Problem[] {
  return brokenGuarantees(workflow, (name) => {
    const agent = workflow.agents[name];
    const found = agent && harnesses.find(agent);
    return found === undefined || 'missing' in found ? undefined : found;
  });
}

/** Agents that nothing here can run, by their name in the workflow, with the reason. */
export function findUnavailable({ agents }: Workflow, harnesses: Harnesses): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(agents).flatMap(([name, agent]) => {
      const found = harnesses.find(agent);
      return 'missing' in found ? [[name, found.missing]] : [];
    }),
  );
}
