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
  const values: Values = {
    inputs: state.inputs,
    run: {
      id: state.run,
      workflow: workflow.name,
      started_by: state.starter,
      started_at: new Date(state.createdAt),
      ...(state.spent.known && { cost_usd: usd(state.spent.microUsd) }),
    },
    agents: agentsOf(workflow, state),
    steps: stepsRead(state, frame, expr.reads),
  };
  for (let at: Frame | undefined = frame; at; at = at.parent && state.frames[at.parent.frame]) {
    for (const [name, value] of Object.entries(at.vars)) if (!Object.hasOwn(values, name)) values[name] = value;
    if (at.last && values.last === undefined) values.last = at.last;
  }
  values.last ??= {};
  return values;
}

function stepsRead(state: RunState, frame: Frame, reads: readonly string[]): Record<string, StepView> {
  const steps: Record<string, StepView> = {};
  for (let at: Frame | undefined = frame; at; at = at.parent && state.frames[at.parent.frame]) {
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

const agentLists = new WeakMap<Workflow, { unavailable: readonly string[]; list: readonly unknown[] }>();

function agentsOf(workflow: Workflow, state: RunState): readonly unknown[] {
  const known = agentLists.get(workflow);
  if (known?.unavailable === state.unavailable) return known.list;
  const list = Object.entries(workflow.spec.agents).map(([name, agent]) => ({
    name,
    harness: agent.harness,
    vendor: workflow.vendors[name] ?? '',
    model: agent.model ?? '',
    available: !state.unavailable.includes(name),
  }));
  agentLists.set(workflow, { unavailable: state.unavailable, list });
  return list;
}

export const usd = (microUsd: number): number => microUsd / 1_000_000;
