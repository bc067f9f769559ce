/**
 * Looks for a document that is taken wrongly, and says how small it can be.
 *
 * `FUZZ_DOCUMENTS=200000 FUZZ_SEED=7 npx vitest run test/fuzz` looks further.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Seed, seeds } from './corpus.ts';
import { mutate } from './mutate.ts';
import { judge, type Reached } from './oracle.ts';
import { reduce } from './reduce.ts';

/** The most that one document may cost. */
const mostMs = 1000;

/** By their cost: of a page there are as many as of ten lines, of which each says as much. */
const weighted: readonly Seed[] = seeds.flatMap((seed) =>
  Array(Math.ceil(8000 / (2000 + seed.text.length))).fill(seed),
);
const number = fc.nat(2 ** 24);

/** How many documents each of the tests makes: `share` of all of them. */
export const documentsOf = (share: number): number => Math.round(Number(process.env.FUZZ_DOCUMENTS ?? 10_000) * share);

/** Fails with the seed with which it comes again, and the smallest document that fails. */
export function search(documents: number, does: fc.Arbitrary<number>): Readonly<Record<Reached, number>> {
  const reached: Record<Reached, number> = { refused: 0, loaded: 0, compiled: 0, simulation: 0 };
  const changes = fc.array(fc.record({ does, at: number, with: number }), { maxLength: 4, size: 'max' });
  const property = fc.property(fc.constantFrom(...weighted), changes, (seed, changed) => {
    const why = complaint(seed, mutate(seed, changed), (how) => {
      reached[how] += 1;
    });
    if (why !== undefined) throw new Error(why);
  });
  // The same documents every time: a change is to blame for what it breaks, and searching further is asked for.
  const found = fc.check(property, { numRuns: documents, seed: Number(process.env.FUZZ_SEED ?? 1) });
  if (found.counterexample === null) return reached;
  const [seed, changed] = found.counterexample;
  const text = reduce(mutate(seed, changed), (smaller) => complaint(seed, smaller) !== undefined);
  return expect.fail(
    `FUZZ_DOCUMENTS=${process.env.FUZZ_DOCUMENTS ?? 10_000} FUZZ_SEED=${found.seed}, in the place of ${seed.file}:\n` +
      `${text}\n(as JSON: ${JSON.stringify(text)})\n${complaint(seed, text)}`,
  );
}

/** What is wrong with how a document is taken; undefined: nothing. */
function complaint(seed: Seed, text: string, came: (reached: Reached) => void = () => {}): string | undefined {
  try {
    const begun = performance.now();
    came(judge(seed, text));
    if (performance.now() - begun < mostMs / 2) return undefined;
    // A busy machine makes anything slow, and whoever comes first pays for compiled code: what counts is CPU, again.
    const ms = Math.min(
      cpuMs(() => judge(seed, text)),
      cpuMs(() => judge(seed, text)),
    );
    return ms > mostMs ? `it took ${Math.round(ms)} ms of CPU` : undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Of this process alone. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
