/** How laws are tried: as often as fits into CI, or more by `OMNI_LAW_RUNS` (a factor); `OMNI_LAW_SEED` repeats one. */
import fc from 'fast-check';
import { compile } from '../../engine/compile/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Spec } from '../../schema/spec.ts';
import type { Case } from './cases.ts';

const factor = Number(process.env.OMNI_LAW_RUNS ?? 1);
const seed = process.env.OMNI_LAW_SEED;

/** Fails with the seed and the smallest counterexample when `check` throws. */
export function holds<T>(arbitrary: fc.Arbitrary<T>, runs: number, check: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, check), parametersOf(runs));
}

/** Where a long case fails, each that is tried to make it smaller is long too: what was found by then is told. */
const mostMs = 300_000 * Math.max(1, factor);

const parametersOf = (runs: number) => ({
  numRuns: Math.ceil(runs * factor),
  interruptAfterTimeLimit: mostMs,
  markInterruptAsFailure: true,
  ...(seed !== undefined && { seed: Number(seed) }),
});

/** The same, of what takes its time. */
export async function holdsLater<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  check: (value: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, check), parametersOf(runs));
}

/** Of the states of a long run ever fewer, so that one case does not take the time of a hundred others. */
export const isLookedAt = (nth: number): boolean => nth % (1 + Math.floor(nth / 40)) === 0;

export const workflowOf = ({ spec }: Case): Workflow => compiled(spec);

export function compiled(spec: Spec): Workflow {
  const result = compile(spec);
  if ('problems' in result) throw new Error(`not a valid workflow: ${JSON.stringify(result.problems)}`);
  return result.workflow;
}
