/** What is merged was approved by a model of another vendor than the writer's. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { landEach, type Stage, stage, turn } from './stage.ts';

let rule: Stage;
beforeEach(async () => {
  rule = await stage();
});
afterEach(() => rule.remove());

const agents = {
  ada: { harness: 'claude-code', model: 'claude-opus-4-5' },
  eve: { harness: 'pi', model: 'claude-sonnet-4-5' },
  bob: { harness: 'codex' },
  odd: { harness: 'acp', command: ['an-agent'], model: 'some-model-of-nobody' },
};
const policies = [{ uses: 'omni/other-vendor-reviews' }, { uses: 'omni/reviewed-src', with: { paths: '**' } }];
const write = { id: 'write', agent: 'ada', prompt: 'Go.' };
const by = (name: string, more: object = {}) => ({
  id: `by_${name}`,
  review: 'write',
  reviewer: { from: [name], vendor: 'any' },
  ...more,
});

test('only a verdict of another, known vendor counts', async () => {
  const steps = {
    other: [write, by('bob')],
    // The same vendor behind another harness, an unknown one, and one that wanted changes.
    same: [write, by('eve')],
    unknown: [write, by('odd')],
    refused: [write, by('bob', { max_rounds: 1, on_error: 'continue' }), by('eve')],
    // A writer of no known vendor is nobody's other.
    unknown_writer: [{ ...write, agent: 'odd' }, by('bob')],
    // Approved, and then written again by whoever approved it.
    mixed: [write, by('bob'), { id: 'fix', agent: 'bob', prompt: 'Go.' }],
  };
  const approve = { verdict: { verdict: 'approve' } };
  const names = Object.keys(steps);
  await rule.flow({
    agents,
    policies,
    steps: landEach(steps),
    turns: {
      ...turn('eve', [], approve),
      ...turn('odd', [], approve),
      ...turn('bob', [], approve),
      ...Object.fromEntries(
        names.flatMap((name) =>
          Object.entries(turn(`all.${name}.write`, [{ write: { path: `${name}.md`, content: `${name}\n` } }])),
        ),
      ),
      ...turn('all.refused.by_bob', [], {
        verdict: { verdict: 'request_changes', findings: [{ severity: 'major', text: 'No.' }] },
      }),
      ...turn('all.mixed.fix', [{ write: { path: 'mixed.md', content: 'worse\n' } }]),
    },
  });
  const { code, err } = await rule.apply();
  expect(code, err).toBe(0);
  const { merges } = await rule.told();
  expect(merges).toEqual({
    other: [],
    same: ['no-other-vendor: deny'],
    unknown: ['no-other-vendor: deny'],
    refused: ['no-other-vendor: deny'],
    unknown_writer: ['no-other-vendor: deny'],
    mixed: ['no-other-vendor: deny', 'merge-unreviewed: deny'],
  });
  expect((await rule.git('ls-tree', '--name-only', 'main')).split('\n')).toEqual([
    'README.md',
    'flow.yaml',
    'other.md',
    'simulate.yaml',
  ]);
});

test('a workflow that wants another vendor gets one, or does not start', async () => {
  await rule.flow({
    agents,
    policies,
    steps: [
      { ...write, worktree: true },
      { id: 'review', review: 'write', reviewer: { from: ['ada', 'eve', 'odd', 'bob'], vendor: 'different' } },
      { id: 'land', merge: 'write', into: 'main' },
    ],
    turns: {
      ...turn('write', [{ write: { path: 'a.md', content: 'a\n' } }]),
      ...turn('review', [], { verdict: { verdict: 'approve' } }),
    },
  });
  const done = await rule.apply();
  expect(done.code, done.err).toBe(0);
  const { steps } = await rule.show();
  expect(steps.find(({ address }) => address === 'review')).toMatchObject({ agent: 'bob', vendor: 'openai' });

  await rule.flow({
    agents,
    policies,
    steps: [
      { ...write, worktree: true },
      { id: 'review', review: 'write', reviewer: { from: ['ada', 'eve', 'odd'], vendor: 'different' } },
    ],
    turns: turn('write', []),
  });
  const refused = await rule.apply();
  expect(refused.code, refused.err).toBe(2);
  expect(refused.err).toMatch(/error\[OMNI3\d\d\d\]/);
});
