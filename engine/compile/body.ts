/** Walks a body in order: each step sees the ones before it, and the machine is made of all. */

import type { Type } from '../../policies/expressions/index.ts';
import { parseDurationMs } from '../../schema/duration.ts';
import type { Path } from '../../schema/problem.ts';
import { kindOf, type ReviewStep, type StepSpec } from '../../schema/steps/index.ts';
import {
  type BodyRequest,
  type Bound,
  type CompiledBody,
  type Context,
  largest,
  type Place,
  plus,
  scopeOf,
  times,
} from './context.ts';
import { kinds } from './kinds/index.ts';
import { defaultRounds } from './kinds/review.ts';
import { machineOf } from './machine.ts';
import { errorType, viewType } from './scope.ts';
import { type Exprs, handlerOf, rootBody, type Step } from './workflow.ts';

export function compileBody(context: Context, request: BodyRequest): CompiledBody {
  const { key, specs, path } = request;
  const ids = idsOf(specs);
  const steps: Record<string, Step> = {};
  const order: string[] = [];
  const views: Record<string, Type> = { ...request.place.views };
  const unsure = new Set(request.place.unsure);
  const before: Step[] = [];
  const sessionsOf = new Map<string, Bound>();
  let parallel: Bound = 0;
  let unreachableFrom: string | undefined;
  for (const [index, spec] of specs.entries()) {
    const id = ids[index]!;
    const at = [...path, index];
    if (unreachableFrom !== undefined) {
      context.checker.add('OMNI3001', at, `Step '${id}' can never run: '${unreachableFrom}' always ends this body.`);
      unreachableFrom = undefined;
    }
    const place: Place = { ...request.place, views: { ...views }, unsure: new Set(unsure), before: [...before] };
    const compiled = compileStep(context, spec, id, at, key, place);
    steps[id] = compiled.step;
    for (const extra of compiled.handlers) steps[extra.id] = extra;
    order.push(id);
    before.push(compiled.step);
    views[id] = viewType(compiled.fields);
    if (mayLackResult(compiled.step)) unsure.add(id);
    else unsure.delete(id);
    sessionsOf.set(id, plus(compiled.sessions, repeated(compiled.step, sessionsOf)));
    parallel = largest(parallel, compiled.parallel);
    if (compiled.step.kind === 'fail' && !spec.if && compiled.step.onError === 'fail') unreachableFrom = id;
  }
  context.bodies[key] = { key, order, steps, machine: machineOf(key, order, steps) };
  return { views, unsure, sessions: [...sessionsOf.values()].reduce(plus, 0), parallel };
}

interface CompiledStep {
  readonly step: Step;
  readonly handlers: readonly Step[];
  readonly fields: Record<string, Type>;
  readonly sessions: Bound;
  readonly parallel: Bound;
}

function compileStep(
  context: Context,
  spec: StepSpec,
  id: string,
  path: Path,
  body: string,
  place: Place,
): CompiledStep {
  const { checker } = context;
  const scope = scopeOf(place);
  const key = body === rootBody ? id : `${body}/${id}`;
  const kind = kindOf(spec);
  const condition =
    spec.if === undefined ? undefined : checker.condition(spec.if, [...path, 'if'], scope, place.unsure);
  if (condition?.checked?.literal === false) {
    checker.add('OMNI3001', [...path, 'if'], `Step '${id}' can never run: its condition is always false.`);
  }
  const site = { context, spec, id, key, path, place, scope };
  const own = kinds[kind](site as never);
  const retry = {
    attempts: spec.retry?.attempts ?? 1,
    backoffMs: spec.retry?.backoff === undefined ? 0 : (parseDurationMs(spec.retry.backoff) ?? 0),
    on: spec.retry?.on ?? ['failed', 'timeout'],
  };
  const timeoutMs = spec.timeout === undefined ? undefined : parseDurationMs(spec.timeout);
  const handler = Array.isArray(spec.on_error)
    ? compileHandler(context, spec.on_error, id, key, path, place)
    : undefined;
  const step: Step = {
    key,
    id,
    kind,
    spec,
    path,
    ...(condition && { if: condition.expr }),
    exprs: own.exprs ?? {},
    env: compileEnv(site),
    ...compileWorktree(site),
    ...(timeoutMs !== undefined && { timeoutMs }),
    retry,
    onError: handler ? 'handle' : ((spec.on_error as 'fail' | 'continue' | 'ask' | undefined) ?? 'fail'),
    ...(own.child !== undefined && { child: own.child }),
    agents: own.agents ?? [],
    again: own.again ?? [],
  };
  return {
    step,
    handlers: handler ? [handler.step] : [],
    fields: own.fields,
    sessions: plus(times(own.sessions, retry.attempts), handler?.sessions ?? 0),
    parallel: largest(own.parallel, handler?.parallel ?? 0),
  };
}

/** A handler is a group of its own with `error` in scope, entered when its step fails. */
function compileHandler(
  context: Context,
  specs: readonly StepSpec[],
  failed: string,
  key: string,
  path: Path,
  place: Place,
) {
  const id = handlerOf(failed);
  const child = `${key}__catch`;
  const body = context.compileBody(context, {
    key: child,
    specs,
    path: [...path, 'on_error'],
    place: { ...place, names: { ...place.names, error: errorType }, before: [], inRound: false },
  });
  const spec: StepSpec = { steps: [...specs] };
  const retry = { attempts: 1, backoffMs: 0, on: [] };
  const shared = { exprs: {}, env: {}, agents: [], again: [], retry } as const;
  const step: Step = { ...shared, key: child, id, kind: 'steps', spec, path, onError: 'fail', child, handles: failed };
  return { step, sessions: body.sessions, parallel: body.parallel };
}

const secretName = /^\s*\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}\s*$/;

function compileEnv({
  context,
  spec,
  path,
  place,
  scope,
}: {
  context: Context;
  spec: StepSpec;
  path: Path;
  place: Place;
  scope: Exprs[string]['scope'];
}): Step['env'] {
  const env: Record<string, Step['env'][string]> = {};
  for (const [name, value] of Object.entries(spec.env ?? {})) {
    const text = String(value);
    const at = [...path, 'env', name];
    const secret = secretName.exec(text)?.[1];
    if (secret === undefined) {
      if (/\bsecrets\s*\./.test(text) && text.includes('${{')) {
        context.checker.add('OMNI2013', at, 'A secret must be the whole value of a variable.', {
          help: 'Write one variable for each secret: NAME: ${{ secrets.NAME }}',
        });
      } else env[name] = { expr: context.checker.template(text, at, scope, place.unsure).expr };
    } else if (context.spec.workflow.secrets?.includes(secret)) env[name] = { secret };
    else {
      context.checker.add('OMNI2013', at, `There is no secret '${secret}'.`, {
        help: `Declare it in the workflow: secrets: [${secret}]`,
      });
    }
  }
  return env;
}

function compileWorktree({
  context,
  spec,
  path,
  place,
  scope,
}: {
  context: Context;
  spec: StepSpec;
  path: Path;
  place: Place;
  scope: Exprs[string]['scope'];
}): Pick<Step, 'worktree'> {
  if (spec.worktree === undefined) return {};
  const keys = spec.worktree === true ? {} : spec.worktree;
  if (place.inLoop && keys.branch !== undefined && !keys.branch.includes('${{')) {
    context.checker.add(
      'OMNI3009',
      [...path, 'worktree', 'branch'],
      'A loop around this step would make the branch twice.',
      {
        help: 'Put what differs into its name, such as ${{ index }}, or leave it out: every item has a branch of its own.',
      },
    );
  }
  const expr = (name: 'base' | 'branch') =>
    keys[name] === undefined
      ? undefined
      : context.checker.template(keys[name], [...path, 'worktree', name], scope, place.unsure, { kind: 'string' }).expr;
  const [base, branch] = [expr('base'), expr('branch')];
  return { worktree: { ...(base && { base }), ...(branch && { branch }) } };
}

/** Steps without an id get one from their kind and position; a chosen id always wins. */
function idsOf(specs: readonly StepSpec[]): string[] {
  const taken = new Set(specs.flatMap((spec) => spec.id ?? []));
  return specs.map((spec, index) => {
    if (spec.id !== undefined) return spec.id;
    let id = `${kindOf(spec)}_${index + 1}`;
    while (taken.has(id)) id = `${id}_`;
    taken.add(id);
    return id;
  });
}

/** A `run` that failed and was continued still has its exit code; whatever else did not finish has nothing to read. */
function mayLackResult(step: Step): boolean {
  return step.if !== undefined || (step.onError !== 'fail' && step.kind !== 'run' && step.kind !== 'review');
}

/** A rework loop runs the writer and everything between again, once for each round after the first. */
function repeated(review: Step, sessionsOf: ReadonlyMap<string, Bound>): Bound {
  if (review.kind !== 'review') return 0;
  const { max_rounds: rounds = defaultRounds } = review.spec as ReviewStep;
  const more = typeof rounds === 'number' ? rounds - 1 : undefined;
  return times(more, review.again.map((id) => sessionsOf.get(id)).reduce(plus, 0));
}
