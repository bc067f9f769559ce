/** What the compiler of a step kind is given, and what it tells. One file a kind; `index.ts` lists them. */
import type { Type } from '../../../policies/expressions/index.ts';
import type { Path } from '../../../schema/problem.ts';
import type { CommonKeys } from '../../../schema/steps/common.ts';
import type { StepSpec } from '../../../schema/steps/index.ts';
import type { Bound, Context, Place, Spread } from '../context.ts';
import type { Expr, Frames, Scope, Step } from '../workflow.ts';

export interface Site<Spec> {
  readonly context: Context;
  readonly spec: Spec;
  readonly id: string;
  readonly key: string;
  readonly path: Path;
  readonly place: Place;
  readonly scope: Scope;
}

export interface Compiled {
  readonly exprs?: Readonly<Record<string, Expr>>;
  readonly frames?: Frames;
  readonly child?: string;
  readonly branches?: Readonly<Record<string, string>>;
  /** Of a compound that does not open exactly one: how many frames one attempt opens. */
  readonly spread?: Spread;
  readonly agents?: readonly string[];
  readonly again?: readonly string[];
  /** What `steps.ID` gives beside `status` and `error`. */
  readonly fields: Record<string, Type>;
  /** The most agent sessions that one attempt starts. */
  readonly sessions: Bound;
  /** The most agent sessions that it runs side by side. */
  readonly parallel: Bound;
}

/** Keys that every step may have and that mean nothing for this kind: left standing they would be believed. */
export function refuseKeys(site: Site<StepSpec>, keys: readonly (keyof CommonKeys)[], why: string): void {
  for (const key of keys) {
    if (site.spec[key] !== undefined)
      site.context.checker.add('OMNI3006', [...site.path, key], why, { help: `Remove '${key}'.` });
  }
}

/** Of a step that starts no agent. */
export const noSessions = { sessions: 0, parallel: 0 } as const;

/** An earlier sibling that another key names; collects the problem when there is none. */
export function siblingOf(site: Site<unknown>, id: string, key: string): Step | undefined {
  const found = site.place.before.find((step) => step.id === id);
  if (!found) {
    const ids = site.place.before.map((step) => step.id);
    site.context.checker.add('OMNI2010', [...site.path, key], `There is no earlier step '${id}' in this body.`, {
      help: ids.length > 0 ? `Earlier steps here: ${ids.join(', ')}` : 'No step stands before this one in its body.',
    });
  }
  return found;
}

/** Every name must be an agent of the workflow. */
export function checkAgents(site: Site<unknown>, names: readonly string[], path: Path): void {
  const known = Object.keys(site.context.spec.agents);
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue;
    const at = names.length > 1 && Array.isArray(path) && path.at(-1) === 'from' ? [...path, index] : path;
    site.context.checker.add('OMNI2011', at, `There is no agent '${name}' in this workflow.`, {
      help: `Its agents: ${known.join(', ') || 'none'}`,
    });
  }
}
