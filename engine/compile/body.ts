/** Walks a body in order: each step sees the ones before it, and the machine is made of all. */

import type { Type } from '../../policies/expressions/index.ts';
import type { ReviewStep } from '../../schema/steps/index.ts';
import {
  type BodyRequest,
  type Bound,
  type CompiledBody,
  type Context,
  largest,
  type Place,
  plus,
  times,
} from './context.ts';
import { idsOf } from './ids.ts';
import { defaultRounds } from './kinds/review.ts';
import { machineOf } from './machine.ts';
import { viewType } from './scope.ts';
import { compileStep } from './step.ts';
import { rootBody, type Step } from './workflow.ts';

export function compileBody(context: Context, request: BodyRequest): CompiledBody {
  const { key, specs, path, first = 0 } = request;
  const prefix = request.prefix ?? (key === rootBody ? '' : key);
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
    const at = [...path, first + index];
    if (unreachableFrom !== undefined) {
      context.checker.add('OMNI3001', at, `Step '${id}' can never run: '${unreachableFrom}' always ends this body.`);
      unreachableFrom = undefined;
    }
    const place: Place = { ...request.place, views: { ...views }, unsure: new Set(unsure), before: [...before] };
    const compiled = compileStep(context, spec, id, at, prefix, place);
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
  context.bodies[key] = { key, flow: context.flow, order, steps, machine: machineOf(key, order, steps) };
  return { views, unsure, sessions: [...sessionsOf.values()].reduce(plus, 0), parallel };
}

/**
 * What failed and was continued still has what it came to: a `run` its exit code, a review its verdict, a foreach its
 * items. Whatever else did not finish has nothing to read.
 */
function mayLackResult({ if: condition, onError, kind, frames }: Step): boolean {
  const tellsFailure = kind === 'run' || kind === 'review' || frames === 'items';
  return condition !== undefined || (onError !== 'fail' && !tellsFailure);
}

/** A rework loop runs the writer and everything between again, once for each round after the first. */
function repeated(review: Step, sessionsOf: ReadonlyMap<string, Bound>): Bound {
  if (review.kind !== 'review') return 0;
  const { max_rounds: rounds = defaultRounds } = review.spec as ReviewStep;
  const more = typeof rounds === 'number' ? rounds - 1 : undefined;
  return times(more, review.again.map((id) => sessionsOf.get(id)).reduce(plus, 0));
}
