import { expect, test } from 'vitest';
import type { AttemptPlan } from '../../../engine/effects.ts';
import { type Stage, useStages } from './stage.ts';

const stageOf = useStages();
const branches = ['omni/r1/a', 'omni/r1/b'];
const merge: AttemptPlan = {
  kind: 'merge',
  into: 'main',
  branches: branches.map((branch) => ({ branch, title: branch })),
  workspace: { key: 'main', branch: 'omni/r1/main' },
};

async function writtenTwice(paths: readonly [string, string]): Promise<Stage> {
  const turn = (path: string) => [{ tools: [{ write: { path, content: `${Math.random()}\n` } }], text: 'Done.' }];
  const stage = await stageOf({ turns: { a: turn(paths[0]), b: turn(paths[1]) } });
  for (const step of ['a', 'b']) {
    const workspace = { key: step, branch: `omni/r1/${step}` };
    await stage.play(
      { kind: 'agent', agent: 'writer', prompt: 'Write.', title: step, round: 1, workspace },
      { frame: '', step },
    );
  }
  return stage;
}

test('branches land in order, each with its commit', async () => {
  const stage = await writtenTwice(['a.txt', 'b.txt']);
  const ended = await stage.play(merge, { frame: '', step: 'land' });
  expect(ended).toMatchObject({
    type: 'attempt.finished',
    result: {
      commits: branches.map((branch) => ({ branch, commit: expect.stringMatching(/^[0-9a-f]{40}$/) })),
      conflicts: [],
    },
  });
  expect(ended).not.toHaveProperty('error');
  expect(stage.git('ls-tree', '--name-only', 'main').split('\n')).toEqual(['README.md', 'a.txt', 'b.txt']);
});

test('a conflict is an outcome that names its files, and nothing has moved', async () => {
  const stage = await writtenTwice(['same.txt', 'same.txt']);
  const before = stage.git('rev-parse', 'main');
  expect(await stage.play(merge, { frame: '', step: 'land' })).toMatchObject({
    result: { commits: [], conflicts: [{ branch: 'omni/r1/b', files: ['same.txt'] }] },
    error: { code: 'conflict', message: 'Nothing was merged into main: conflicts in omni/r1/b (same.txt)' },
  });
  expect(stage.git('rev-parse', 'main')).toBe(before);
});

test('what goes wrong at the edge is a failed attempt', async () => {
  const stage = await stageOf();
  const ended = await stage.play(merge, { frame: '', step: 'land' });
  expect(ended).toMatchObject({ result: {}, error: { code: 'failed', message: expect.stringContaining('omni/r1/a') } });
});
