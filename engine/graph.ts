/**
 * Draws a workflow. The text is mermaid's `stateDiagram-v2`, which is rendered wherever READMEs are; the JSON is what
 * xstate's own tools open. Both come from the compiled machines: what is drawn is what runs.
 */
import type { GroupStep } from '../schema/steps/index.ts';
import { type Body, rootBody, type Step, type Workflow } from './compile/workflow.ts';
import type { MachineConfig } from './machine/config.ts';

export function toMermaid(workflow: Workflow): string {
  const lines = ['stateDiagram-v2', '  direction TB'];
  drawBody(workflow, workflow.bodies[rootBody]!, '  ', lines);
  return `${lines.join('\n')}\n`;
}

/** Names in mermaid are global, so a state is known by its whole key. */
const nameOf = (body: Body, state: string): string => {
  const step = body.steps[state];
  return (step ? step.key : `${body.key}/${state}`).replaceAll('/', '_');
};

function drawBody(workflow: Workflow, body: Body, indent: string, lines: string[]): void {
  const { machine } = body;
  lines.push(`${indent}[*] --> ${stateName(body, machine.initial)}`);
  for (const [state, config] of Object.entries(machine.states)) {
    const step = body.steps[state];
    if (!step) continue;
    const name = nameOf(body, state);
    lines.push(`${indent}state "${labelOf(step)}" as ${name}`);
    const child = step.child === undefined ? undefined : workflow.bodies[step.child];
    if (child) {
      lines.push(`${indent}state ${name} {`);
      drawBody(workflow, child, `${indent}  `, lines);
      lines.push(`${indent}}`);
    }
    for (const [event, target] of Object.entries(config.on ?? {})) {
      const to = String(target);
      const outcome = event.slice(event.lastIndexOf('.') + 1);
      // That a failure ends the body, and that anything can be cancelled, goes without saying.
      if (outcome === 'cancelled' || (outcome === 'failed' && to === 'failed')) continue;
      const label = outcome === 'done' ? '' : ` : ${outcome}`;
      lines.push(`${indent}${name} --> ${stateName(body, to)}${label}`);
    }
  }
}

function stateName(body: Body, state: string): string {
  return state === 'done' ? '[*]' : nameOf(body, state);
}

function labelOf({ id, kind, spec, handles, agents }: Step): string {
  if (handles !== undefined) return `when ${handles} fails`;
  const { foreach, until } = spec as GroupStep;
  const who = agents.length > 0 ? ` (${agents.join(', ')})` : '';
  const what = foreach ? `for each ${Object.keys(foreach).join(', ')}` : until === undefined ? kind : 'until';
  return `${id}: ${what}${who}`.replaceAll('"', "'");
}

/** The bodies nested as one xstate config, for drawing: at run time each is a machine of its own. */
export function toXstate(workflow: Workflow): MachineConfig & { states: Record<string, unknown> } {
  const nest = (body: Body): Record<string, unknown> => {
    const states: Record<string, unknown> = {};
    for (const [state, config] of Object.entries(body.machine.states)) {
      const child = body.steps[state]?.child;
      const inner = child === undefined ? undefined : workflow.bodies[child];
      states[state] = inner ? { ...config, initial: inner.machine.initial, states: nest(inner) } : config;
    }
    return states;
  };
  const root = workflow.bodies[rootBody]!;
  return { id: workflow.name, initial: root.machine.initial, states: nest(root) as never };
}
