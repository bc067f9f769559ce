/** `steps`: a body in order, once, for each item of lists (`foreach`), again and again (`until`), or side by side. */
import type { Type } from '../../../policies/expressions/index.ts';
import type { GroupStep } from '../../../schema/steps/index.ts';
import { Checker } from '../check.ts';
import { type Bound, times } from '../context.ts';
import { itemBounds } from '../items.ts';
import { int, itemType, listOf, object, stepsType, string } from '../scope.ts';
import type { Expr, Scope } from '../workflow.ts';
import { compileParallel } from './parallel.ts';
import type { Compiled, Site } from './site.ts';

export const defaultParallel = 4;

/** What a compound has written, when it has a worktree of its own. */
const written: Record<string, Type> = { 'branch?': string, 'diff?': string };

export function compileGroup(site: Site<GroupStep>): Compiled {
  const { spec } = site;
  refuseMixture(site);
  if (spec.parallel !== undefined) return compileParallel(site, spec.parallel);
  if (spec.foreach) return compileForeach(site, spec.foreach);
  if (spec.until !== undefined) return compileUntil(site, spec.until);
  const body = compileChild(site, {});
  return {
    frames: 'once',
    child: site.key,
    fields: { ...written, steps: stepsType(site.context.bodies[site.key], body.views) },
    sessions: body.sessions,
    parallel: body.parallel,
  };
}

/** Each says how the frames of the group come about, so there is room for one; and some keys mean something to one only. */
function refuseMixture({ context, spec, path }: Site<GroupStep>): void {
  const [chosen, ...others] = (['parallel', 'foreach', 'until'] as const).filter((key) => spec[key] !== undefined);
  for (const other of others) {
    context.checker.add('OMNI3006', [...path, other], `A group cannot have both '${chosen}' and '${other}'.`, {
      help: `Put one group into the other: the outer one with ${chosen}, the inner one with ${other}.`,
    });
  }
  const lonely = (key: 'max' | 'max_parallel', wants: 'until' | 'foreach') => {
    if (spec[key] === undefined || spec[wants] !== undefined) return;
    context.checker.add('OMNI3006', [...path, key], `'${key}' means nothing without '${wants}'.`, {
      help: `Remove it, or add ${wants}: …`,
    });
  };
  lonely('max', 'until');
  lonely('max_parallel', 'foreach');
}

function compileForeach(site: Site<GroupStep>, foreach: NonNullable<GroupStep['foreach']>): Compiled {
  const { context, spec, path, place, scope } = site;
  const exprs: Record<string, Expr> = {};
  const names: Record<string, Type> = {};
  let items: Bound = 1;
  let least = 1;
  for (const [name, list] of Object.entries(foreach)) {
    const at = [...path, 'foreach', name];
    if (typeof list === 'string') {
      const { expr, checked } = context.checker.template(list, at, scope, place.unsure, listOf({ kind: 'dyn' }));
      exprs[`foreach.${name}`] = expr;
      names[name] = checked?.type.kind === 'list' ? checked.type.of : { kind: 'dyn' };
      const bounds = checked && itemBounds(context.spec, site.place, list, checked);
      items = times(items, bounds?.most);
      least *= bounds?.least ?? 0;
    } else {
      names[name] = literalType(list);
      items = times(items, list.length);
      least *= list.length;
    }
  }
  const parallel =
    number(site, 'max_parallel', exprs) ?? (spec.max_parallel === undefined ? defaultParallel : undefined);
  const body = compileChild(site, { ...names, index: int });
  const wide = items !== undefined && parallel !== undefined ? Math.min(items, parallel) : (parallel ?? items);
  return {
    exprs,
    frames: 'items',
    child: site.key,
    spread: { least, most: items, wide },
    fields: { items: listOf(itemType(names, stepsType(context.bodies[site.key], body.views))) },
    sessions: times(items, body.sessions),
    parallel: times(wide, body.parallel),
  };
}

function compileUntil(site: Site<GroupStep>, until: string): Compiled {
  const { context, spec, path } = site;
  const exprs: Record<string, Expr> = {};
  if (spec.max === undefined) {
    context.checker.add('OMNI3002', path, `The loop '${site.id}' has no bound.`, {
      help: 'Say how many rounds it may take at most: max: 5',
    });
  }
  const max = number(site, 'max', exprs);
  const last = lastType(site);
  const body = compileChild(site, { last });
  const scope: Scope = { ...site.place.names, last, steps: object({ ...body.views }) };
  exprs.until = context.checker.condition(until, [...path, 'until'], scope, body.unsure).expr;
  return {
    exprs,
    frames: 'rounds',
    child: site.key,
    spread: { least: 1, most: max, wide: 1 },
    fields: { rounds: int, ...written, steps: stepsType(context.bodies[site.key], body.views) },
    sessions: times(max, body.sessions),
    parallel: body.parallel,
  };
}

/** A number that stands written down; one that is an expression has no bound before the run. */
function number(site: Site<GroupStep>, key: 'max' | 'max_parallel', exprs: Record<string, Expr>): Bound {
  const value = site.spec[key];
  if (typeof value !== 'string') return value;
  const { context, path, scope, place } = site;
  const { expr, checked } = context.checker.template(value, [...path, key], scope, place.unsure, int);
  exprs[key] = expr;
  return inputMaximum(site, checked?.reads[0]?.path) ?? undefined;
}

/** `${{ inputs.parallel }}` is bounded by the `maximum` of that input. */
function inputMaximum(site: Site<GroupStep>, path: readonly string[] | undefined): Bound {
  if (path?.length !== 2 || path[0] !== 'inputs') return undefined;
  const maximum = site.context.spec.workflow.inputs?.[path[1] ?? '']?.maximum;
  return typeof maximum === 'number' ? maximum : undefined;
}

function compileChild(site: Site<GroupStep>, names: Scope) {
  const { context, spec, path, place, key } = site;
  const inRound = spec.until !== undefined;
  const inLoop = place.inLoop || inRound || spec.foreach !== undefined;
  return context.compileBody(context, {
    key,
    specs: spec.steps,
    path: [...path, 'steps'],
    place: { ...place, names: { ...place.names, ...names }, before: [], inLoop, inRound },
  });
}

/**
 * `last` has the types of this very body, so the body is compiled twice: once aside, with `last` open, to learn what
 * its steps leave, and once for good.
 */
function lastType(site: Site<GroupStep>): Type {
  if (site.context.aside) return { kind: 'dyn' };
  const aside = { ...site, context: { ...site.context, checker: new Checker(), bodies: {}, aside: true as const } };
  const { views } = compileChild(aside, { last: { kind: 'dyn' } });
  const fields: Record<string, { type: Type; optional: boolean; note: string }> = {};
  const note = 'it is absent in the first round: test it with has()';
  for (const { id } of site.spec.steps) {
    if (id !== undefined && views[id]) fields[id] = { type: views[id], optional: true, note };
  }
  return { kind: 'object', fields };
}

function literalType(list: readonly unknown[]): Type {
  if (list.length > 0 && list.every((item) => typeof item === 'string')) {
    return { kind: 'string', enum: [...new Set(list)] };
  }
  if (list.length > 0 && list.every((item) => Number.isInteger(item))) return int;
  return { kind: 'dyn' };
}
