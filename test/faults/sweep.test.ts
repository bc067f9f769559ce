/**
 * Polly is killed at every commit of its journal, once just after it (recorded, not performed) and once just before
 * (performed, not recorded), and run again with the same words. It must end as if nothing had happened.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { Polly } from './polly.ts';

/** How many events are journaled after each commit of a run that is left alone. */
let commits: readonly number[] = [];
let undisturbed: unknown;
const wide = Math.max(1, Math.min(4, availableParallelism()));

beforeAll(async () => {
  const polly = new Polly();
  const { exitCode, stderr } = await polly.apply();
  expect(exitCode, stderr).toBe(0);
  undisturbed = await polly.result();
  commits = JSON.parse(readFileSync(polly.commitsFile, 'utf8'));
  polly.dispose();
}, 120_000);

test.each(['after', 'before'] as const)(
  'killed just %s each commit, it ends the same',
  async (when) => {
    expect(commits.length).toBeGreaterThan(20);
    const points = [...commits];
    const failures: string[] = [];
    const sweep = async () => {
      for (let at = points.shift(); at !== undefined; at = points.shift()) {
        const fault = await killAt(at, when);
        if (fault !== undefined) failures.push(`${when} the commit of event ${at}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: wide }, sweep));
    expect(failures).toEqual([]);
  },
  480_000,
);

async function killAt(at: number, when: 'before' | 'after'): Promise<string | undefined> {
  const polly = new Polly();
  try {
    const killed = await polly.apply({ at, when });
    if (killed.exitCode !== undefined) return `it was not killed, it ended with ${killed.exitCode}: ${killed.stderr}`;
    // After the last commit the run is over: the same words begin another, and only its worktrees were left behind.
    if (polly.isOver()) {
      await polly.tidy();
      expect(await polly.result()).toEqual(undisturbed);
      return undefined;
    }
    const again = await polly.apply();
    if (again.exitCode !== 0) return `it did not continue (${again.exitCode}): ${again.stdout}${again.stderr}`;
    expect(await polly.result()).toEqual(undisturbed);
    expect(polly.restarted()).toEqual([]);
    // At most what was in flight runs twice: three writers side by side, and the journal says which.
    expect(polly.lost()).toBeLessThanOrEqual(3);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    polly.dispose();
  }
}
