/** advisor: who is asked, when, and what becomes of the answer. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cast, promptsOf, type Stage, stage } from './stage.ts';

let advisor: Stage;
beforeEach(() => {
  advisor = stage('advisor');
});
afterEach(() => advisor.remove());

const goal = ['--input', 'goal=Make split pass its tests'] as const;

test('after two failures the adviser is asked, and what it says makes the third try pass', async () => {
  const played = await advisor.play(...goal);
  expect(played.code, played.err).toBe(0);
  expect(cast(played)).toEqual([
    'work[0].write worker openai done',
    'work[1].write worker openai done',
    'work[1].advise adviser anthropic done',
    'work[2].write worker openai done',
  ]);
  const branch = `omni/${played.run}/work`;
  expect(played.outputs).toMatchObject({ rounds: 3, branch });

  // One session of the worker all along; the failing output goes to both, the advice into the worker's next prompt.
  const written = played.steps.filter(({ address }) => address.endsWith('/write'));
  expect(new Set(written.map(({ session }) => session)).size).toBe(1);
  const [first, second, third] = promptsOf(played, 'write');
  expect(first).not.toContain('It is not done');
  expect(second).toMatch(/It is not done: npm test says[\s\S]*999 !== 1000/);
  expect(second).not.toContain('more experience');
  expect(third).toMatch(/more experience looked at it:\nThe rounding is where it goes wrong/);
  const [question] = promptsOf(played, 'advise');
  expect(question).toMatch(/`npm test` says of it:[\s\S]*165 instead of 166\.6/);

  // What the tests of the demo wanted stands on the branch, a commit each try, and nothing is merged.
  await expect(advisor.gitInDemo('show', `${branch}:src/split.js`)).resolves.toContain('rounded down');
  expect(await advisor.gitInDemo('log', '--format=%an', `main..${branch}`)).toBe('worker\nworker\nworker');
  await expect(advisor.gitInDemo('show', 'main:src/split.js')).resolves.toContain('not split yet');
});

test('a worker that passes its check gets no advice', async () => {
  const [, right] = advisor.read('simulate.yaml').split('  work[2].write:\n');
  advisor.write({ 'advisor/simulate.yaml': `repo: demo/\nturns:\n  work[0].write:\n${right}` });
  const played = await advisor.play(...goal);
  expect(played.code, played.err).toBe(0);
  expect(cast(played)).toEqual(['work[0].write worker openai done']);
  expect(played.outputs).toMatchObject({ rounds: 1 });
});

test('the run fails when the rounds are spent, and keeps the last try', async () => {
  const played = await advisor.play(...goal, '--input', 'rounds=2');
  expect(played).toMatchObject({ code: 1, status: 'failed', kept: [expect.stringContaining('work')] });
  expect(played.error?.message).toContain('went through its 2 rounds');
});
