/** best-of-n: who fails the tests is out, the judge chooses among the others, and the chosen one lands alone. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { promptsOf, type Stage, stage, stepOf } from './stage.ts';

let example: Stage;
beforeEach(() => {
  example = stage('best-of-n');
});
afterEach(() => example.remove());

const goal = ['--input', 'goal=Write compare'];
const subjects = async (branch: string) =>
  (await example.gitInDemo('log', '--topo-order', '--format=%an: %s', branch)).split('\n');

test('two of three pass, the judge takes one, and the others stay unmerged', async () => {
  const run = await example.play(...goal);
  expect(run.code, run.err).toBe(0);
  expect(run.outputs).toMatchObject({ winner: 'claude', passed: 'claude, codex', commits: [{}] });
  const writers = [0, 1, 2].map((index) => stepOf(run, `tries[${index}].write`));
  expect(writers.map((step) => step?.vendor)).toEqual(['anthropic', 'openai', 'google']);
  expect(stepOf(run, 'judge')?.vendor).toBe('mistral');
  expect(stepOf(run, 'tries[2].test')?.life).toBe('failed');

  expect(await subjects('main')).toEqual([
    'omni: Merge Write compare',
    'claude: Write compare',
    'omni: Start of the demo',
  ]);
  const left = await example.gitInDemo('branch', '--no-merged', 'main', '--format=%(refname:short)');
  expect(left.split('\n')).toEqual([1, 2].map((index) => `omni/${run.run}/tries-${index}`));
  for (const branch of left.split('\n')) expect(await subjects(branch)).toHaveLength(2);

  // The judge saw the diffs of those that pass, and no names.
  const [prompt = ''] = promptsOf(run, 'judge');
  expect(prompt.match(/^- candidate: \d$/gm)).toEqual(['- candidate: 0', '- candidate: 1']);
  expect(prompt).toContain('+function inOrder(');
  expect(prompt).not.toMatch(/claude|codex|gemini|localeCompare/);
});

test('a judge that chooses what does not pass ends the run, and nothing lands', async () => {
  example.edit('simulate.yaml', 'winner: 0', 'winner: 2');
  const run = await example.play(...goal);
  expect(run.code).toBe(1);
  expect(run.error?.message).toBe('Candidate 2 was chosen, and it does not pass the tests.');
  expect(await subjects('main')).toEqual(['omni: Start of the demo']);
});

test('nobody wins by changing the tests, and without a winner there is no judge', async () => {
  for (const index of [0, 1])
    example.edit(
      'simulate.yaml',
      `tries[${index}].write:\n    - delay: ${index === 0 ? 7 : 9}00ms\n      tools:\n`,
      `tries[${index}].write:\n    - tools:\n        - write: { path: test/compare.test.js, content: "" }\n`,
    );
  const run = await example.play(...goal);
  expect(run.code).toBe(1);
  expect([0, 1].map((index) => stepOf(run, `tries[${index}].fair`)?.life)).toEqual(['failed', 'failed']);
  expect(run.error?.message).toBe('None of them passes the tests.');
  expect(stepOf(run, 'judge')?.attempt ?? 0).toBe(0);
});
