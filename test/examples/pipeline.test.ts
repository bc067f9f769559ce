/** pipeline: three vendors, one after the other, and the planner holds the coder to its contract. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cast, promptsOf, type Stage, stage } from './stage.ts';

let pipeline: Stage;
beforeEach(() => {
  pipeline = stage('pipeline');
});
afterEach(() => pipeline.remove());

const goal = ['--input', 'goal=Let a rule say what must not match'] as const;

test('one plans, one searches, one writes, and the planner sends it back until the contract is fulfilled', async () => {
  const played = await pipeline.play(...goal);
  expect(played.code, played.err).toBe(0);
  expect([...cast(played)].sort()).toEqual([
    'build.review planner anthropic done',
    'build.write coder openai done',
    'plan planner anthropic done',
    'search[0].look searcher google done',
    'search[1].look searcher google done',
  ]);
  // The coder is told the contract and what was found; the second time, in the same session, the finding.
  const [first, second] = promptsOf(played, 'write');
  expect(first).toMatch(/Contract: A rule may have `not: true`[\s\S]*by `fold`, on both sides[\s\S]*src\/fold\.js:2/);
  expect(second).toContain('A mail that lacks the field matches every rule with `not`');
  const ran = played.events.flatMap(({ type, step }) => (type === 'step.started' ? step : []));
  expect(ran.slice(-6)).toEqual(['write', 'check', 'review', 'write', 'check', 'review']);

  const branch = `omni/${played.run}/build`;
  expect(played.outputs).toMatchObject({ branch });
  await expect(pipeline.gitInDemo('show', `${branch}:src/rules.js`)).resolves.toContain('field in mail &&');
  await expect(pipeline.gitInDemo('show', `${branch}:test/rules.test.js`)).resolves.toContain('lacks the field');
  expect(await pipeline.gitInDemo('log', '--format=%an', `main..${branch}`)).toBe('coder\ncoder');
  await expect(pipeline.gitInDemo('show', 'main:src/rules.js')).resolves.not.toContain('not = false');
});

test('what fails its check is never reviewed', async () => {
  pipeline.edit('simulate.yaml', '!== not,', '=== not,');
  const played = await pipeline.play(...goal);
  expect(played).toMatchObject({ code: 1, status: 'failed', error: { step: 'check' } });
  expect(cast(played)).not.toContainEqual(expect.stringContaining('review'));
  expect(played.outputs).toBeUndefined();
});
