/**
 * The values that an expression sees, out of the state: the other half of `compile/scope.ts`. Only the steps that it
 * reads are put before it, so that its cost does not follow the size of the workflow.
 */
import { type Evaluation, evaluateCondition, renderTemplate } from '../policies/expressions/index.ts';
import type { Expr, Workflow } from './compile/workflow.ts';
import type { Frame, RunState, StepState, StepView } from './state.ts';

export type Values = Record<string, unknown>;

/** Evaluates in a live frame. */
export function evaluate(workflow: Workflow, state: RunState, frame: Frame, expr: Expr): Evaluation {
  const values = valuesIn(workflow, state, frame, expr);
  return expr.form === 'condition'
    ? evaluateCondition(expr.text, expr.scope, values)
    : renderTemplate(expr.text, expr.scope, values);
}

function valuesIn(workflow: Workflow, state: RunState, frame: Frame, expr: Expr): Values {
  const around = framesAround(state, frame);
  const values: Values = {
    inputs: around.at(-1)?.inputs ?? state.inputs,
    run: {
      id: state.run,
      workflow: workflow.name,
      started_by: state.starter,
      started_at: new Date(state.createdAt),
      ...(state.spent.known && { cost_usd: usd(state.spent.microUsd) }),
    },
    agents: agentsOf(workflow, state, workflow.bodies[frame.body]?.flow ?? ''),
    steps: stepsRead(around, expr.reads),
  };
  for (const at of around) {
    for (const [name, value] of Object.entries(at.vars)) if (!Object.hasOwn(values, name)) values[name] = value;
    if (at.last && values.last === undefined) values.last = at.last;
  }
  values.last ??= {};
  return values;
}

/** From the inside out, to the root of the workflow that the frame is of: a workflow sees nothing of who uses it. */
function framesAround({ frames }: RunState, frame: Frame): Frame[] {
  const around = [frame];
  for (let at = frame; at.parent && !at.inputs; ) {
    const outer = frames[at.parent.frame];
    if (!outer) break;
    around.push(outer);
    at = outer;
  }
  return around;
}

function stepsRead(around: readonly Frame[], reads: readonly string[]): Record<string, StepView> {
  const steps: Record<string, StepView> = {};
  for (const at of around) {
    for (const id of reads.includes('*') ? Object.keys(at.steps) : reads) {
      const view = Object.hasOwn(steps, id) ? undefined : viewOf(at.steps[id]);
      if (view) steps[id] = view;
    }
  }
  return steps;
}

/** What a settled step left; nothing while it is open. */
export function viewOf(step: StepState | undefined): StepView | undefined {
  const status = step && statusOf(step);
  if (!status) return undefined;
  return { ...step.result, status, ...(step.error && { error: step.error }) };
}

const settled = new Set(['done', 'failed', 'refused', 'skipped', 'cancelled']);
export const statusOf = (step: StepState): string | undefined => (settled.has(step.life) ? step.life : undefined);

/** Everything that the settled steps of a frame left. */
export function viewsOf(frame: Frame): Record<string, StepView> {
  const views: Record<string, StepView> = {};
  for (const [id, step] of Object.entries(frame.steps)) {
    const view = viewOf(step);
    if (view) views[id] = view;
  }
  return views;
}

type AgentLists = { readonly unavailable: readonly string[]; readonly byFlow: Map<string, readonly unknown[]> };
const agentLists = new WeakMap<Workflow, AgentLists>();

/** The agents of one workflow, by the names that it gives them. */
function agentsOf(workflow: Workflow, { unavailable }: RunState, flow: string): readonly unknown[] {
  let known = agentLists.get(workflow);
  if (known?.unavailable !== unavailable) {
    known = { unavailable, byFlow: new Map() };
    agentLists.set(workflow, known);
  }
  let list = known.byFlow.get(flow);
  if (!list) {
    const own = Object.keys(workflow.agents).filter((name) => name.slice(0, name.lastIndexOf('/') + 1) === flow);
    list = own.map((name) => ({
      name: name.slice(flow.length),
      harness: workflow.agents[name]!.harness,
      vendor: workflow.vendors[name] ?? '',
      model: workflow.agents[name]!.model ?? '',
      available: !unavailable.includes(name),
    }));
    known.byFlow.set(flow, list);
  }
  return list;
}

export const usd = (microUsd: number): number => microUsd / 1_000_000;
