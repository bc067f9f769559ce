/** One step: its kind compiles what is its own, and here is what every step may have. */
import type { Type } from '../../policies/expressions/index.ts';
import { parseDurationMs } from '../../schema/duration.ts';
import type { Path } from '../../schema/problem.ts';
import { kindOf, type StepSpec } from '../../schema/steps/index.ts';
import { type Bound, type Context, largest, type Place, plus, type Spread, scopeOf, times } from './context.ts';
import { nameInRun } from './flow.ts';
import { placeGuards } from './guards.ts';
import { kinds } from './kinds/index.ts';
import { errorType } from './scope.ts';
import { compileEnv, compileTimeout, compileWorktree } from './surroundings.ts';
import { handlerOf, type Step } from './workflow.ts';

export interface CompiledStep {
  readonly step: Step;
  readonly handlers: readonly Step[];
  readonly fields: Record<string, Type>;
  readonly sessions: Bound;
  readonly parallel: Bound;
}

export function compileStep(
  context: Context,
  spec: StepSpec,
  id: string,
  path: Path,
  prefix: string,
  place: Place,
): CompiledStep {
  const { checker } = context;
  const scope = scopeOf(place);
  const key = prefix === '' ? id : `${prefix}/${id}`;
  const kind = kindOf(spec);
  const condition =
    spec.if === undefined ? undefined : checker.condition(spec.if, [...path, 'if'], scope, place.unsure);
  if (condition?.checked?.literal === false) {
    checker.add('OMNI3001', [...path, 'if'], `Step '${id}' can never run: its condition is always false.`);
  }
  placeGuards(context, spec.policies, [...path, 'policies'], { level: 'step', step: key });
  const site = { context, spec, id, key, path, place, scope };
  const own = kinds[kind](site as never);
  const retry = {
    attempts: spec.retry?.attempts ?? 1,
    backoffMs: spec.retry?.backoff === undefined ? 0 : (parseDurationMs(spec.retry.backoff) ?? 0),
    on: spec.retry?.on ?? ['failed', 'timeout'],
  };
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
    ...compileTimeout(site),
    retry,
    onError: handler ? 'handle' : ((spec.on_error as 'fail' | 'continue' | 'ask' | undefined) ?? 'fail'),
    ...(own.frames === undefined ? sessionsOf(own.sessions) : { frames: own.frames, spread: spreadOf(own.spread) }),
    ...(own.child !== undefined && { child: own.child }),
    ...(own.branches && { branches: own.branches }),
    flow: context.flow,
    agents: (own.agents ?? []).map((name) => nameInRun(context, name)),
    again: own.again ?? [],
  };
  return {
    step,
    handlers: handler ? [handler.step] : [],
    fields: own.fields,
    sessions: plus(times(own.sessions, retry.attempts), handler ? handler.sessions : 0),
    parallel: largest(own.parallel, handler ? handler.parallel : 0),
  };
}

/** Steps are plain JSON: what has no bound has no key. */
const sessionsOf = (sessions: Bound): Pick<Step, 'sessions'> => (sessions === undefined ? {} : { sessions });
const spreadOf = ({ least, most, wide }: Spread = { least: 1, most: 1, wide: 1 }): NonNullable<Step['spread']> => ({
  least,
  ...(most !== undefined && { most }),
  ...(wide !== undefined && { wide }),
});

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
  const shared = { exprs: {}, env: {}, agents: [], again: [], retry, flow: context.flow } as const;
  const step: Step = {
    ...shared,
    key: child,
    id,
    kind: 'steps',
    spec,
    path,
    onError: 'fail',
    frames: 'once',
    child,
    spread: spreadOf(),
    handles: failed,
  };
  return { step, sessions: body.sessions, parallel: body.parallel };
}
