/** A case: a workflow, a world for it to run in, and who is there. What every law is tried on. */
import fc from 'fast-check';
import type { Spec } from '../../schema/spec.ts';
import { type Script, scripts, type WorldMenu } from './script.ts';
import { type Menu, shapes } from './shapes.ts';
import { specOf } from './specs.ts';

export interface Case {
  readonly spec: Spec;
  readonly script: Script;
  /** Agents that are not on this machine. */
  readonly unavailable: readonly string[];
}

/** Everything the language has; how a run ends may depend on time. */
export const cases = casesOf({ timed: true, asks: false, losses: true, depth: 2 });
/** Tool calls wait for people, and one answer may settle many asks. */
export const asking = casesOf({ timed: true, asks: true, losses: true, depth: 2 });
/** How a run ends does not depend on when, so a kill cannot change it. */
export const timeless = casesOf({ timed: false, asks: false, losses: false, depth: 2 });

function casesOf(menu: Menu & WorldMenu): fc.Arbitrary<Case> {
  return fc.record({
    spec: shapes(menu).map((made) => specOf(made, menu.losses)),
    script: scripts(menu),
    unavailable: fc.constantFrom([], [], ['cyd'], ['ada', 'cyd']),
  });
}
