/** What the compilers of bodies and steps share: where they stand, what is in scope, and what they have found. */

import type { Type } from '../../policies/expressions/index.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Path } from '../../schema/problem.ts';
import type { Flow } from '../../schema/spec.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import type { Guard } from '../guards/guard.ts';
import type { Checker } from './check.ts';
import { object } from './scope.ts';
import type { Body, Scope, Step } from './workflow.ts';

/** A number, or nothing where no number bounds it. */
export type Bound = number | undefined;

/** How many frames a compound opens, at least and at most, and how many at once. */
export interface Spread {
  readonly least: number;
  readonly most: Bound;
  readonly wide: Bound;
}

/** What a compiled body tells the step that owns it. */
export interface CompiledBody {
  readonly views: Readonly<Record<string, Type>>;
  /** Steps in sight at its end that may have left no result. */
  readonly unsure: ReadonlySet<string>;
  readonly sessions: Bound;
  readonly parallel: Bound;
}

export interface Context {
  /** The workflow whose steps are compiled: the run's own, or one that a step uses. */
  readonly spec: Flow;
  /** What its agents are called with in the run: '' for the run's own, `lint/` in the one that step `lint` uses. */
  readonly flow: string;
  /** How many workflows stand around it. */
  readonly depth: number;
  /** The workflows that steps use, by their keys in the spec. */
  readonly flows: Readonly<Record<string, Flow>>;
  readonly checker: Checker;
  readonly bodies: Record<string, Body>;
  /** Every agent that a step may run, and the vendors of those that have one, by their names in the run. */
  readonly agents: Record<string, AgentSpec>;
  readonly vendors: Record<string, string>;
  /** Policies where they stand, by their ids. */
  readonly guards: Map<string, Guard>;
  /** This compilation only learns types: loops in it are not compiled a second time, which would double at each depth. */
  readonly aside?: true;
  /** Compiles a body into `bodies`; hands it to step kinds so that they need not import the walk. */
  readonly compileBody: (context: Context, body: BodyRequest) => CompiledBody;
}

export interface BodyRequest {
  readonly key: string;
  /** What the keys of its steps begin with, where that is not the body's own key. */
  readonly prefix?: string;
  readonly specs: readonly StepSpec[];
  /** Of its first step: the steps of a branch stand somewhere in the list of their group. */
  readonly first?: number;
  readonly path: Path;
  readonly place: Place;
}

/** Where a step stands: the names before it, and the steps that it can see. */
export interface Place {
  /** All names but `steps`. */
  readonly names: Scope;
  readonly views: Readonly<Record<string, Type>>;
  /** Steps in sight that may not have run. */
  readonly unsure: ReadonlySet<string>;
  /** Earlier siblings in this body, in order. */
  readonly before: readonly Step[];
  /** Within the items or rounds of some loop: what stands here may happen several times. */
  readonly inLoop: boolean;
  /** Directly in a round of `until`, where `last` holds the same step of the round before. */
  readonly inRound: boolean;
}

export const scopeOf = (place: Place): Scope => ({ ...place.names, steps: object({ ...place.views }) });

/** Unbounded swallows: no product or sum with it has a bound. A product with 0 stays 0. */
export const times = (a: Bound, b: Bound): Bound =>
  a === 0 || b === 0 ? 0 : a === undefined || b === undefined ? undefined : a * b;
export const plus = (a: Bound, b: Bound): Bound => (a === undefined || b === undefined ? undefined : a + b);
export const largest = (a: Bound, b: Bound): Bound => (a === undefined || b === undefined ? undefined : Math.max(a, b));
