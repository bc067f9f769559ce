/** The steps of a workflow as rows: what each does, who carries it out, and within which bounds. */
import { handlerOf, rootBody, type Step, type Workflow } from '../../engine/compile/workflow.ts';
import type { JsonObject } from '../../schema/json.ts';
import { neutraliseLine } from './text.ts';

export interface PlannedStep {
  readonly depth: number;
  readonly id: string;
  /** The step whose failure it handles. */
  readonly handles?: string;
  readonly kind: string;
  readonly who: string;
  readonly how: string;
}

/** The steps in the order of the text, those of a group one deeper below it. */
export function planSteps(
  workflow: Workflow,
  inputs: JsonObject = {},
  body = rootBody,
  depth = 0,
): readonly PlannedStep[] {
  const { order, steps } = workflow.bodies[body]!;
  // What handles a failure stands in no order: it follows the step that may fail.
  const all = order.flatMap((id) => [steps[id]!, ...(steps[handlerOf(id)] ? [steps[handlerOf(id)]!] : [])]);
  return all.flatMap((step) => {
    const row = {
      depth,
      id: step.id,
      ...(step.handles !== undefined && { handles: step.handles }),
      kind: kindName(step),
      who: fillIn(whoOf(step), inputs),
      how: fillIn(howOf(step).join('; '), inputs),
    };
    return [row, ...(step.child === undefined ? [] : planSteps(workflow, inputs, step.child, depth + 1))];
  });
}

/** Inputs are known before the run; what else an expression comes to is not, and stands as its text. */
function fillIn(text: string, inputs: JsonObject): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const name = /^inputs\.(\w+)$/.exec(expression)?.[1];
    const value = name !== undefined && Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return value === undefined ? expression : typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function kindName({ kind, spec, handles }: Step): string {
  if (handles !== undefined) return 'on_error';
  if ('foreach' in spec && spec.foreach !== undefined) return 'foreach';
  return 'until' in spec && spec.until !== undefined ? 'until' : kind;
}

function whoOf(step: Step): string {
  const { spec } = step;
  if ('review' in spec) return `of ${spec.review}`;
  if (step.kind === 'agent') return step.agents.join(' | ');
  if ('run' in spec) return typeof spec.run === 'string' ? spec.run : spec.run.join(' ');
  if ('foreach' in spec && spec.foreach !== undefined) return `each ${Object.keys(spec.foreach).join(', ')}`;
  if ('until' in spec && spec.until !== undefined) return spec.until;
  if ('approve' in spec) return 'a person';
  if ('wait' in spec) return spec.wait;
  if ('merge' in spec) return `${Array.isArray(spec.merge) ? spec.merge.join(', ') : spec.merge} into ${spec.into}`;
  return 'fail' in spec ? spec.fail : '';
}

function howOf(step: Step): readonly string[] {
  const { spec } = step;
  const how: string[] = [];
  if ('foreach' in spec && spec.foreach !== undefined) how.push(`${spec.max_parallel ?? 4} at once`);
  if ('until' in spec && spec.until !== undefined) how.push(`${spec.max} rounds`);
  if ('review' in spec) how.push(`${spec.max_rounds ?? 3} rounds`);
  if (step.worktree !== undefined) how.push(worktreeOf(spec.worktree, step.id, 'foreach' in spec));
  if (step.retry.attempts > 1) how.push(`${step.retry.attempts} attempts`);
  if (spec.timeout !== undefined) how.push(`within ${spec.timeout}`);
  if (step.onError === 'continue' || step.onError === 'ask') how.push(`on_error: ${step.onError}`);
  if (spec.if !== undefined) how.push(`if ${spec.if}`);
  return how;
}

function worktreeOf(worktree: Step['spec']['worktree'], id: string, many: boolean): string {
  const { base, branch } = worktree === true || worktree === undefined ? {} : worktree;
  return `branch ${branch ?? `omni/RUN/${id}${many ? '-N' : ''}`}${base === undefined ? '' : ` from ${base}`}`;
}

/** `write by codex: claude or pi`: who may review what each possible writer wrote. */
export function reviewsOf(workflow: Workflow): readonly string[] {
  const bodies = Object.values(workflow.bodies);
  return bodies.flatMap(({ order, steps }) =>
    order.flatMap((id) => {
      const { spec, agents: reviewers } = steps[id]!;
      if (!('review' in spec)) return [];
      const any = spec.reviewer.vendor === 'any';
      return (steps[spec.review]?.agents ?? []).map((writer) => {
        const allowed = reviewers.filter((other) => any || differ(workflow.vendors[writer], workflow.vendors[other]));
        return neutraliseLine(`${spec.review} by ${writer} is reviewed by ${allowed.join(' or ') || 'nobody'}`);
      });
    }),
  );
}

/** An unknown vendor is never known to be another. */
function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
