/** A case: a workflow, a world for it to run in, and who is there. What every law is tried on. */
import fc from 'fast-check';
import type { Spec } from '../../schema/spec.ts';
import type { Guarded } from './guarded.ts';
import { type Script, scripts, type WorldMenu } from './script.ts';
import { type Menu, shapes } from './shapes.ts';
import { specOf } from './specs.ts';

export interface Case {
  readonly spec: Spec;
  readonly script: Script;
  /** Agents that are not on this machine, in whichever workflow. */
  readonly unavailable: readonly string[];
  /** The policies are those of the spec, instead of the script's. */
  readonly guarded?: Guarded;
}

/** Everything the language has; how a run ends may depend on time. */
export const cases = casesOf({ timed: true, wide: true, asks: false, losses: true, mail: false, depth: 2 });
/** Tool calls wait for people, one answer may settle many asks, and people speak unasked. */
export const asking = casesOf({ timed: true, wide: true, asks: true, losses: true, mail: true, depth: 2 });
/** Questions and debates, one thing after the other: so it is plain who hears what people say unasked. */
export const talking = casesOf({ timed: true, wide: false, asks: false, losses: true, mail: true, depth: 2 });
/** How a run ends does not depend on when, so a kill cannot change it. */
export const timeless = casesOf({ timed: false, wide: true, asks: false, losses: false, mail: false, depth: 2 });

function casesOf(menu: Menu & WorldMenu): fc.Arbitrary<Case> {
  return fc.record({
    spec: shapes(menu).map((made) => specOf(made, menu)),
    script: scripts(menu),
    unavailable: fc.constantFrom([], [], ['cyd'], ['ada', 'cyd']),
  });
}
