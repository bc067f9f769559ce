/** The bodies nested as one xstate config, for xstate's own tools: at run time each is a machine of its own. */
import { type Body, rootBody, type Workflow } from '../compile/workflow.ts';
import type { MachineConfig } from '../machine/config.ts';
import { bodiesOf } from './outline.ts';

export function toXstate(workflow: Workflow): MachineConfig & { states: Record<string, unknown> } {
  const nest = (body: Body): Record<string, unknown> => {
    const states: Record<string, unknown> = {};
    for (const [state, config] of Object.entries(body.machine.states)) {
      const step = body.steps[state];
      const inner = step === undefined ? [] : bodiesOf(workflow, step);
      const [only] = inner;
      if (step?.branches) {
        const regions = Object.keys(step.branches).map((name, index) => [name, region(inner[index]!)]);
        states[state] = { ...config, type: 'parallel', states: Object.fromEntries(regions) };
      } else states[state] = only ? { ...config, ...region(only) } : config;
    }
    return states;
  };
  const region = (body: Body) => ({ initial: body.machine.initial, states: nest(body) });
  const root = workflow.bodies[rootBody]!;
  return { id: workflow.name, initial: root.machine.initial, states: nest(root) as never };
}
