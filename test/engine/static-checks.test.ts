/** What the compiler refuses of a workflow as a whole, and names that a workflow may well use. */
import { describe, expect, test } from 'vitest';
import { Play } from './play.ts';
import { problemsOf, workflowOf } from './spec.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'claude', prompt: 'Go.', ...more });
const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const told = (steps: readonly object[], parts = {}) =>
  problemsOf(steps, parts).map(({ code, path }) => [code, path.slice(2).join('.')]);

describe('a session that cannot be continued', () => {
  test('its own, where there is no round before', () => {
    const nested = { id: 'loop', until: 'false', max: 2, steps: [{ id: 'g', steps: [agent('a', { session: 'a' })] }] };
    expect(told([agent('a', { session: 'a' })])).toEqual([['OMNI3007', '0.session']]);
    expect(told([nested])).toEqual([['OMNI3007', '0.steps.0.steps.0.session']]);
    expect(told([{ ...nested, steps: [agent('a', { session: 'a' })] }])).toEqual([]);
  });

  test('that of another agent', () => {
    expect(told([agent('a'), agent('b', { agent: 'codex', session: 'a' })])).toEqual([['OMNI3007', '1.session']]);
    expect(told([agent('a'), agent('b', { session: 'a' })])).toEqual([]);
  });
});

test('a fixed branch within a loop is refused, on the loop it is not', () => {
  const worktree = { branch: 'fix' };
  const each = (inner: object, more: object = {}) => ({ id: 'each', foreach: { n: [1, 2] }, steps: [inner], ...more });
  expect(told([each(agent('a', { worktree }))])).toEqual([['OMNI3009', '0.steps.0.worktree.branch']]);
  expect(told([each({ id: 'g', steps: [agent('a')], worktree })])).toEqual([['OMNI3009', '0.steps.0.worktree.branch']]);
  expect(told([each(agent('a'), { worktree })])).toEqual([]);
  expect(told([each(agent('a', { worktree: { branch: 'fix-${{ n }}' } }))])).toEqual([]);
});

test('a timeout that gives anything but a duration', () => {
  expect(told([run('a', { timeout: '${{ size(inputs.goal) }}' })])).toEqual([['OMNI2003', '0.timeout']]);
  expect(told([run('a', { timeout: '${{ inputs.goal }}' })])).toEqual([]);
});

test('an output that reads more than the status of a step that may not have run', () => {
  const steps = [run('a', { if: "inputs.goal == ''" })];
  expect(problemsOf(steps, { outputs: { o: '${{ steps.a.stdout }}' } })).toMatchObject([{ code: 'OMNI2008' }]);
  expect(problemsOf(steps, { outputs: { o: "${{ steps.a.?stdout.orValue('') }}" } })).toEqual([]);
});

test('the items of a foreach stand to be read also when it failed and its failure was dealt with', () => {
  for (const on_error of ['continue', 'ask', [run('note')]]) {
    const each = { id: 'each', foreach: { n: [1, 2] }, steps: [run('a')], on_error };
    const left = { id: 'left', run: ['echo', "${{ steps.each.items.filter(i, i.status == 'failed').map(i, i.n) }}"] };
    expect(told([each, left])).toEqual([]);
    expect(told([{ ...each, if: "inputs.goal == ''" }, left])).toEqual([['OMNI2008', '1.run.1']]);
    const play = new Play([each, left]);
    play.fail('a', 1, 'each@1[0]');
    play.finish('a', 1, {}, 'each@1[1]');
    if (on_error === 'ask') play.answer('r.1', true, { choice: 'continue' });
    if (typeof on_error === 'object') play.finish('note', 1, {}, 'each__catch@1');
    expect(play.all('step.started').find(({ step }) => step === 'left')?.plan).toEqual({ run: ['echo', '[1]'] });
  }
});

test('a condition of `until` that reads what a child may not have left', () => {
  const loop = { id: 'u', until: "steps.w.text.contains('done')", max: 2 };
  expect(told([{ ...loop, steps: [agent('w', { on_error: 'continue' })] }])).toEqual([['OMNI2008', '0.until']]);
  expect(told([{ ...loop, steps: [agent('w')] }])).toEqual([]);
});

test('rework repeats the sessions of everything between, groups and handlers included', () => {
  const fix = { id: 'fix', steps: [agent('inner')] };
  const check = run('check', { on_error: [agent('help')] });
  const review = { id: 'r', review: 'w', reviewer: { from: ['codex'] }, max_rounds: 3 };
  // Three rounds of the writer, the group, the handler and the reviewer.
  expect(workflowOf([agent('w'), fix, check, review]).bounds.sessions).toBe(12);
});

test('a step may be called main, also when it is a group', () => {
  const play = new Play([{ id: 'main', steps: [{ id: 'main', steps: [run('main')] }] }]);
  play.finish('main', 1, {}, 'main@1/main@1');
  expect(play.state.status).toBe('done');
});
