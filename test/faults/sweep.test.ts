/**
 * A run is killed between any two commits of its journal and run again with the same words: it must end as if nothing
 * had happened. Polly is one, a workflow of all the other kinds of steps another, and one whose policies ask the third.
 *
 * A run is killed up to three times on its way, far apart, so that runs need not be as many as commits; a commit that
 * does not come about again in a run that was killed before it gets a run of its own. A kill just after a commit
 * (recorded, not performed) and one just before the next (performed, not recorded) leave the same journal; which of the
 * two it is goes in turn. SWEEP=all does both at each commit, each in a run of its own, in six times the time.
 */
import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, type Point, type Subject, Victim } from './victim.ts';

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
const killsEach = isWhole ? 1 : 3;
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
      const runs = spread(commits.filter((_, nth) => isDue(nth)));
      const failures: string[] = [];
      const sweep = async () => {
        for (let points = runs.shift(); points !== undefined; points = runs.shift()) {
          const { missed, fault } = await killAt(subject, points, when, undisturbed);
          if (fault !== undefined) failures.push(`${when} the commits of ${points.join(', ')}: ${fault}`);
          runs.push(...missed.map((point) => [point]));
        }
      };
      await Promise.all(Array.from({ length: wide }, sweep));
      expect(failures).toEqual([]);
    },
    900_000,
  );
});

/** Which commits each run is killed at, in their order. */
function spread(points: readonly Point[]): Point[][] {
  const runs = Math.ceil(points.length / killsEach);
  return Array.from({ length: runs }, (_, first) => points.filter((_, nth) => nth % runs === first));
}

interface Ending {
  /** The commits that did not come about, so that it was not killed there. */
  readonly missed: readonly Point[];
  readonly fault?: string;
}

async function killAt(
  subject: Subject,
  points: readonly Point[],
  when: 'before' | 'after',
  undisturbed: unknown,
): Promise<Ending> {
  const victim = new Victim(subject);
  const open = new Set<string>();
  let kills = 0;
  try {
    let outcome: Outcome | undefined;
    for (const at of points) {
      const lost = kills === 0 ? 0 : victim.lost();
      outcome = await victim.apply({ at, when });
      // At most what was in flight runs twice, and the journal says which.
      expect(victim.lost() - lost).toBeLessThanOrEqual(subject.atOnce);
      if (outcome.exitCode !== undefined) break;
      kills += 1;
      // A question of the workflow may find nobody in time, as it did before.
      for (const ask of victim.open(true)) open.add(ask);
    }
    const missed = points.slice(kills);
    if (kills === 0)
      return { missed: [], fault: `it was not killed, it ended with ${outcome?.exitCode}: ${outcome?.stderr}` };
    // After the last commit the run is over: the same words begin another, and only its worktrees were left behind.
    if (outcome?.exitCode === undefined && victim.isOver()) await victim.tidy();
    else if (missed.length === 0) {
      const lost = victim.lost();
      outcome = await victim.apply();
      expect(victim.lost() - lost).toBeLessThanOrEqual(subject.atOnce);
    }
    if (outcome?.exitCode)
      return { missed: [], fault: `it did not continue (${outcome.exitCode}): ${outcome.stdout}${outcome.stderr}` };
    expect(await victim.result()).toEqual(undisturbed);
    expect(victim.restarted()).toEqual([]);
    // What was asked is asked still, under its name, and each ask has one answer.
    expect(victim.granted()).toEqual(expect.arrayContaining([...open]));
    expect(victim.misasked()).toEqual([]);
    return { missed };
  } catch (error) {
    return { missed: [], fault: said(error) };
  } finally {
    victim.dispose();
  }
}

/** A rare one has to tell all at once: a matcher's message leaves out what was found. */
const said = (error: unknown): string =>
  error instanceof Error && 'actual' in error && 'expected' in error
    ? `${error.message}: ${JSON.stringify(error.actual)} in place of ${JSON.stringify(error.expected)}`
    : String(error);
