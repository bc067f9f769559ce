/** The steps of a workflow as rows: what each does, who carries it out, and within which bounds. */
import { defaultDebateRounds } from '../../engine/compile/kinds/debate.ts';
import { handlerOf, rootBody, type Step, type Workflow } from '../../engine/compile/workflow.ts';
import { addressOf, allSteps, branchesOf } from '../../engine/explore/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { DebateStep } from '../../schema/steps/index.ts';
import { neutraliseLine } from './text.ts';

export interface PlannedStep {
  readonly depth: number;
  readonly id: string;
  /** `build.write`. */
  readonly address: string;
  /** The step whose failure it handles. */
  readonly handles?: string;
  readonly kind: string;
  readonly who: string;
  readonly how: string;
  /** Every agent that may run it, and who made its model, where that is known. */
  readonly agents: readonly { readonly name: string; readonly vendor?: string }[];
}

/** The steps in the order of the text, those of a group one deeper below it, as are those that handle a failure. */
export function planSteps(
  workflow: Workflow,
  inputs: JsonObject = {},
  body = rootBody,
  depth = 0,
): readonly PlannedStep[] {
  const { order, steps } = workflow.bodies[body]!;
  const plan = (step: Step, at: number): readonly PlannedStep[] => {
    const row = {
      depth: at,
      id: step.id,
      address: addressOf(step),
      ...(step.handles !== undefined && { handles: step.handles }),
      kind: kindName(step),
      who: fillIn(whoOf(step), inputs),
      how: fillIn(howOf(step).join('; '), inputs),
      agents: step.agents.map((name) => withVendor(workflow, name)),
    };
    // What a debate is made of nobody wrote; its row says it all.
    const bodies = step.kind === 'debate' ? [] : branchesOf(step).bodies;
    return [row, ...bodies.flatMap((below) => planSteps(workflow, inputs, below, at + 1))];
  };
  return order.flatMap((id) => {
    const handler = steps[handlerOf(id)];
    return [...plan(steps[id]!, depth), ...(handler ? plan(handler, depth + 1) : [])];
  });
}

function withVendor({ vendors }: Workflow, name: string): PlannedStep['agents'][number] {
  const vendor = vendors[name];
  return { name, ...(vendor !== undefined && { vendor }) };
}

/** `build.write   claude (anthropic), codex (openai)`: a line for each step that has agents. */
export function agentsOfSteps(steps: readonly PlannedStep[]): readonly (readonly [address: string, agents: string])[] {
  return steps.flatMap(({ address, agents }) => {
    const names = agents.map(({ name, vendor = 'vendor unknown' }) => `${name} (${vendor})`);
    return names.length === 0 ? [] : [[address, names.join(', ')] as const];
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
  if ('parallel' in spec && spec.parallel !== undefined) return 'parallel';
  return 'until' in spec && spec.until !== undefined ? 'until' : kind;
}

function whoOf(step: Step): string {
  const { spec } = step;
  if ('review' in spec) return `of ${spec.review}`;
  if (step.kind === 'agent') return step.agents.join(' | ');
  if ('run' in spec) return typeof spec.run === 'string' ? spec.run : spec.run.join(' ');
  if ('foreach' in spec && spec.foreach !== undefined) return `each ${Object.keys(spec.foreach).join(', ')}`;
  if ('until' in spec && spec.until !== undefined) return spec.until;
  if ('parallel' in spec && spec.parallel !== undefined) return `${spec.parallel} of them`;
  if ('debate' in spec) return `${spec.heads.join(', ')}${spec.judge === undefined ? '' : `; ${judgeOf(spec)} judges`}`;
  if ('approve' in spec || 'ask' in spec) return 'a person';
  if ('uses' in spec) return spec.uses;
  if ('wait' in spec) return spec.wait;
  if ('merge' in spec) return `${Array.isArray(spec.merge) ? spec.merge.join(', ') : spec.merge} into ${spec.into}`;
  return 'fail' in spec ? spec.fail : '';
}

const judgeOf = ({ judge }: DebateStep): string => (typeof judge === 'string' ? judge : (judge?.agent ?? ''));

function howOf(step: Step): readonly string[] {
  const { spec } = step;
  const how: string[] = [];
  if ('foreach' in spec && spec.foreach !== undefined) how.push(`${spec.max_parallel ?? 4} at once`);
  if ('until' in spec && spec.until !== undefined) how.push(`${spec.max} rounds`);
  if ('review' in spec) how.push(`${spec.max_rounds ?? 3} rounds`);
  if ('debate' in spec) how.push(`a blind round, at most ${spec.max_rounds ?? defaultDebateRounds} more`);
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

/** Who may review what an agent wrote. */
export interface Pairing {
  readonly step: string;
  readonly of: string;
  readonly writer: string;
  readonly reviewers: readonly string[];
}

/** Every possible writer of every review, with those who may review it. */
export function pairingsOf(workflow: Workflow): readonly Pairing[] {
  return allSteps(workflow).flatMap((step): readonly Pairing[] => {
    const { spec, agents: reviewers } = step;
    if (!('review' in spec)) return [];
    const any = spec.reviewer.vendor === 'any';
    const of = siblingOf(workflow, step, spec.review);
    return of.agents.map((writer) => ({
      step: addressOf(step),
      of: addressOf(of),
      writer,
      reviewers: reviewers.filter((other) => any || differ(workflow.vendors[writer], workflow.vendors[other])),
    }));
  });
}

/** The step under review stands in the body of its review. */
function siblingOf({ bodies }: Workflow, step: Step, id: string): Step {
  return Object.values(bodies).find(({ steps }) => steps[step.id] === step)!.steps[id]!;
}

/** `build.write by claude is reviewed by codex or pi`. */
export const pairingText = ({ of, writer, reviewers }: Pairing): string =>
  neutraliseLine(`${of} by ${writer} is reviewed by ${reviewers.join(' or ') || 'nobody'}`);

/** An unknown vendor is never known to be another. */
function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
