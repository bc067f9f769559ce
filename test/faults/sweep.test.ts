/**
 * A run is killed between any two commits of its journal and run again with the same words: it must end as if nothing
 * had happened. Polly is one, a workflow of all the other kinds of steps another, and one whose policies ask the third.
 *
 * A kill just after a commit (recorded, not performed) and one just before the next (performed, not recorded) leave the
 * same journal; which of the two it is goes in turn. SWEEP=all does both at each, in twice the time.
 */
import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Point, type Subject, Victim } from './victim.ts';

/** Polly's and kinds' gate. */
const landing = ['--approve', 'merge_ok'];
const subjects: readonly Subject[] = [
  {
    path: 'examples/polly',
    atOnce: 3,
    options: [...landing, '--input', 'goal=Add slugify'],
  },
  { path: 'test/faults/kinds', atOnce: 4, options: landing },
  { path: 'test/faults/ruled', atOnce: 1, options: [] },
];
const isWhole = process.env.SWEEP === 'all';
const wide = Math.max(1, Math.min(4, availableParallelism()));

describe.each(subjects)('$path', (subject) => {
  /** The commits of a run that is left alone. */
  let commits: readonly Point[] = [];
  let undisturbed: unknown;

  beforeAll(async () => {
    const victim = new Victim(subject);
    const { exitCode, stderr } = await victim.apply();
    expect(exitCode, stderr).toBe(0);
    undisturbed = await victim.result();
    commits = victim.points();
    victim.dispose();
  }, 120_000);

  test.each(['after', 'before'] as const)(
    'killed just %s a commit, it ends the same',
    async (when) => {
      expect(commits.length).toBeGreaterThan(15);
      const isDue = (nth: number) => isWhole || (nth % 2 === 0) === (when === 'after');
      const points = commits.filter((_, nth) => isDue(nth));
      const failures: string[] = [];
      const sweep = async () => {
        for (let at = points.shift(); at !== undefined; at = points.shift()) {
          const fault = await killAt(subject, at, when, undisturbed);
          if (fault !== undefined) failures.push(`${when} the commit of event ${at.at} of part ${at.part}: ${fault}`);
        }
      };
      await Promise.all(Array.from({ length: wide }, sweep));
      expect(failures).toEqual([]);
    },
    900_000,
  );
});

async function killAt(
  subject: Subject,
  at: Point,
  when: 'before' | 'after',
  undisturbed: unknown,
): Promise<string | undefined> {
  const victim = new Victim(subject);
  try {
    const killed = await victim.apply({ ...at, when });
    if (killed.exitCode !== undefined) return `it was not killed, it ended with ${killed.exitCode}: ${killed.stderr}`;
    // After the last commit the run is over: the same words begin another, and only its worktrees were left behind.
    if (victim.isOver()) {
      await victim.tidy();
      expect(await victim.result()).toEqual(undisturbed);
      return undefined;
    }
    // A question of the workflow may find nobody in time, as it did before.
    const open = victim.open(true);
    const again = await victim.apply();
    if (again.exitCode !== 0) return `it did not continue (${again.exitCode}): ${again.stdout}${again.stderr}`;
    expect(await victim.result()).toEqual(undisturbed);
    expect(victim.restarted()).toEqual([]);
    // What was asked is asked still, under its name, and each ask has one answer.
    expect(victim.granted()).toEqual(expect.arrayContaining([...open]));
    expect(victim.misasked()).toEqual([]);
    // At most what was in flight runs twice, and the journal says which.
    expect(victim.lost()).toBeLessThanOrEqual(subject.atOnce);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    victim.dispose();
  }
}
