/**
 * Draws a workflow. The text is mermaid's `stateDiagram-v2`, which is rendered wherever READMEs are; the JSON is what
 * xstate's own tools open. Both come from the compiled machines: what is drawn is what runs.
 */
import type { GroupStep } from '../schema/steps/index.ts';
import { type Body, rootBody, type Step, type Workflow } from './compile/workflow.ts';
import type { MachineConfig } from './machine/config.ts';

export function toMermaid(workflow: Workflow): string {
  const lines = ['stateDiagram-v2', '  direction TB'];
  drawBody({ workflow, names: namesOf(workflow), lines }, workflow.bodies[rootBody]!, '  ');
  return `${lines.join('\n')}\n`;
}

/** Names in mermaid are global, so a state is known by its whole key; `a/b` and a step called `a_b` must not meet. */
function namesOf({ bodies }: Workflow): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { key: body, machine, steps } of Object.values(bodies)) {
    for (const state of Object.keys(machine.states)) {
      let name = (steps[state]?.key ?? `${body}/${state}`).replaceAll('/', '_');
      while (taken.has(name)) name += '_';
      taken.add(name);
      names.set(`${body} ${state}`, name);
    }
  }
  return names;
}

interface Drawing {
  readonly workflow: Workflow;
  readonly names: ReadonlyMap<string, string>;
  readonly lines: string[];
}

function drawBody(drawing: Drawing, body: Body, indent: string): void {
  const { workflow, names, lines } = drawing;
  const { machine } = body;
  const nameOf = (state: string) => (state === 'done' ? '[*]' : names.get(`${body.key} ${state}`));
  lines.push(`${indent}[*] --> ${nameOf(machine.initial)}`);
  for (const [state, config] of Object.entries(machine.states)) {
    const step = body.steps[state];
    if (!step) continue;
    const name = nameOf(state);
    lines.push(`${indent}state "${labelOf(step)}" as ${name}`);
    const child = step.child === undefined ? undefined : workflow.bodies[step.child];
    if (child) {
      lines.push(`${indent}state ${name} {`);
      drawBody(drawing, child, `${indent}  `);
      lines.push(`${indent}}`);
    }
    for (const [event, target] of Object.entries(config.on ?? {})) {
      const to = String(target);
      const outcome = event.slice(event.lastIndexOf('.') + 1);
      // That a failure ends the body, that anything can be cancelled, and that a person may let a lost `run` be, goes
      // without saying.
      if (outcome === 'cancelled' || (outcome === 'failed' && to === 'failed')) continue;
      if (outcome === 'continued' && step.onError !== 'ask') continue;
      const label = outcome === 'done' ? '' : ` : ${outcome}`;
      lines.push(`${indent}${name} --> ${nameOf(to)}${label}`);
    }
  }
}

function labelOf({ id, kind, spec, handles, agents }: Step): string {
  if (handles !== undefined) return `when ${handles} fails`;
  const { foreach, until } = spec as GroupStep;
  const who = agents.length > 0 ? ` (${agents.join(', ')})` : '';
  const what = foreach ? `for each ${Object.keys(foreach).join(', ')}` : until === undefined ? kind : `until ${until}`;
  return quotable(`${id}: ${what}${who}`);
}

/** In one line, and free of what ends a label or is read as HTML; mermaid writes `#lt;` for `<`. */
function quotable(label: string): string {
  const spelled: Record<string, string> = { '"': "'", '<': '#lt;', '>': '#gt;', '#': '#35;', ';': '#59;' };
  return label
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/["<>#;]/g, (character) => spelled[character] ?? '');
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
