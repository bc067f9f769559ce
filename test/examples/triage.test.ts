/** triage: each kind of issue goes its way, silence is passed on to somebody else, and a no is not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, stage, stepOf } from './stage.ts';

let example: Stage;
beforeEach(() => {
  example = stage('triage');
});
afterEach(() => example.remove());

const issue = ['--input', 'issue=A cent is lost.'];
const hurry = ['--input', 'owner=500ms', '--input', 'pause=100ms'];
const approvalOf = ({ out }: { readonly out: string }): string => /omni approve (\S+)/.exec(out)?.[1] ?? '';

test('a bug is shown by a test and mended; nobody answers, somebody else does, and the fix lands', async () => {
  const parked = await example.apply(...issue, ...hurry);
  expect(parked.code, parked.err).toBe(3);
  expect(parked.err).toMatch(/fix\.red +failed: Exit code 1 \(continued\)/);
  expect(parked.err).toMatch(/owner_ok +nobody answered in time/);
  expect(parked.out).toContain('deputy_ok: Nobody has answered. Merge the fix into main?');

  const own = await example.omni('approve', approvalOf(parked), '--resume');
  expect(own.code).toBe(2);
  expect(own.err).toContain('somebody else has to answer');
  const answered = await example.as('lin', 'approve', approvalOf(parked), '--resume');
  expect(answered.code, answered.err).toBe(0);
  const run = await example.show();
  expect(run).toMatchObject({ status: 'done', outputs: { kind: 'bug' } });
  expect(stepOf(run, 'fix.mend')).toMatchObject({ agent: 'fixer', vendor: 'openai', life: 'done' });
  expect((await example.gitInDemo('log', '--topo-order', '--format=%s', 'main')).split('\n')).toEqual([
    expect.stringMatching(/^Merge Mend it/),
    expect.stringMatching(/^Mend it/),
    expect.stringMatching(/^Show the bug/),
    'Start of the demo',
  ]);
});

test('a no of the owner is passed on to nobody', async () => {
  const parked = await example.apply(...issue);
  expect(parked.out).toContain('owner_ok: Merge the fix into main?');
  const denied = await example.omni('deny', approvalOf(parked), '--comment', 'not before the release', '--resume');
  expect(denied.code, denied.err).toBe(1);
  const run = await example.show();
  expect(run.error?.message).toContain('ada@example.com refused: not before the release');
  expect(stepOf(run, 'owner_ok__catch.deputy_ok')?.life).toBe('pending');
  expect(await example.gitInDemo('log', '--topo-order', '--format=%s', 'main')).toBe('Start of the demo');
});

test('a test that passes at once shows no bug, and nothing is mended', async () => {
  example.edit('simulate.yaml', '[334, 333, 333]', '[333, 333, 333]');
  example.edit(
    'simulate.yaml',
    'assert.equal(sum(split(cents, people)), cents)',
    'assert.ok(sum(split(cents, people)) < 9999)',
  );
  const run = await example.play(...issue, ...hurry);
  expect(run.code).toBe(1);
  expect(run.error?.message).toBe('The new test passes, so it does not show the bug.');
  expect(stepOf(run, 'fix.mend')?.attempt ?? 0).toBe(0);
});

test.each([
  ['question', { answer: expect.stringContaining('README') }],
  ['wish', { wish: expect.stringMatching(/^omni\/.*\/note$/) }],
])('a %s goes its own way, and asks nobody', async (kind, outputs) => {
  example.edit('simulate.yaml', 'kind: bug', `kind: ${kind}`);
  const run = await example.play(...issue);
  expect(run.code, run.err).toBe(0);
  expect(run.outputs).toEqual({ kind, title: expect.any(String), ...outputs });
  expect(stepOf(run, 'fix')?.life).toBe('skipped');
  const files = await example.gitInDemo('ls-tree', '--name-only', String(run.outputs?.wish ?? 'main'));
  expect(files.includes('WISHES.md')).toBe(kind === 'wish');
});
