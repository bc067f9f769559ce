/** Branches side by side: when the group is done, when it no longer can be, and that losers stop first. */
import { expect, test } from 'vitest';
import { displayAddress, slugOf } from '../../../engine/address.ts';
import { canonicalJson } from '../../../schema/json.ts';
import { effectsOf, Play } from '../play.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const group = (parallel: 'all' | 'any' | number, ...ids: string[]) => ({
  id: 'g',
  parallel,
  steps: ids.map((id) => run(id)),
});
const frame = (id: string) => `g@1:${id}`;

test('all branches start at once, each in a frame of its own, and the group is done when all are', () => {
  const play = new Play([group('all', 'a', 'b'), run('next')]);
  expect(play.all('step.started').map(({ frame, step }) => displayAddress(frame, step))).toEqual(['g', 'g.a', 'g.b']);
  play.finish('b', 1, {}, frame('b'));
  expect(play.step('next')).toBeUndefined();
  play.finish('a', 1, { result: { exit_code: 0 } }, frame('a'));
  expect(play.step('g')?.result).toMatchObject({
    steps: { a: { status: 'done', exit_code: 0 }, b: { status: 'done' } },
  });
  expect(play.step('next')?.life).toBe('running');
});

test('the first failure of all cancels the rest, and only then the group fails', () => {
  const play = new Play([group('all', 'a', 'b', 'c')]);
  const came = play.fail('a', 1, frame('a'));
  expect(effectsOf(came, 'stopAttempt').map(({ step }) => step)).toEqual(['b', 'c']);
  expect(play.step('g')?.life).toBe('stopping');
  play.stopped('b', 1, frame('b'));
  expect(play.state.status).toBe('running');
  play.stopped('c', 1, frame('c'));
  expect(play.state.status).toBe('failed');
  expect(play.state.error).toMatchObject({ message: 'no', step: 'a' });
});

test('any is done with the first, and nothing goes on before the losers have stopped', () => {
  const play = new Play([group('any', 'a', 'b'), run('next')]);
  play.fail('a', 1, frame('a'));
  expect(play.step('g')?.life).toBe('running');
  const again = new Play([group('any', 'a', 'b'), run('next')]);
  again.finish('b', 1, {}, frame('b'));
  expect(again.step('next')).toBeUndefined();
  again.stopped('a', 1, frame('a'));
  expect(again.step('g')?.result).toMatchObject({ steps: { a: { status: 'cancelled' }, b: { status: 'done' } } });
  expect(again.step('next')?.life).toBe('running');
});

test('a result of a loser that comes while it stops changes nothing', () => {
  const play = new Play([group('any', 'a', 'b')]);
  play.finish('b', 1, {}, frame('b'));
  play.finish('a', 1, { result: { exit_code: 0 } }, frame('a'));
  expect(play.state.status).toBe('done');
  expect(play.all('step.cancelled').map(({ step }) => step)).toEqual(['a']);
});

test('a number is done with as many, and fails as soon as so many cannot be', () => {
  const play = new Play([group(2, 'a', 'b', 'c')]);
  play.fail('a', 1, frame('a'));
  expect(play.step('g')?.life).toBe('running');
  play.fail('b', 1, frame('b'));
  expect(play.step('g')?.life).toBe('stopping');
  play.stopped('c', 1, frame('c'));
  expect(play.state.error?.message).toBe('2 of 3 branches failed; the first: no');
});

test('the rest is cancelled in the order of the workflow, also in a state that was written down', () => {
  const play = new Play([group('all', 'c', 'b', 'a')]);
  play.state = JSON.parse(canonicalJson(play.state));
  expect(effectsOf(play.cancel(), 'stopAttempt').map(({ step }) => step)).toEqual(['c', 'b', 'a']);
});

test('cancelled while its losers stop, it is cancelled', () => {
  const play = new Play([group('any', 'a', 'b'), run('next')]);
  play.finish('b', 1, {}, frame('b'));
  play.cancel();
  play.stopped('a', 1, frame('a'));
  expect(play.state.status).toBe('cancelled');
});

test('a run that died while losers were stopped goes on as if it had not', () => {
  const play = new Play([group('any', 'a', 'b'), run('next')]);
  play.finish('b', 1, {}, frame('b'));
  play.die();
  expect(play.step('next')?.life).toBe('running');
});

test('several branches that end in one instant settle the group once', () => {
  const play = new Play([
    {
      id: 'g',
      parallel: 'any',
      steps: [
        { id: 'a', fail: 'no' },
        { id: 'b', fail: 'no' },
      ],
    },
    run('next'),
  ]);
  expect(play.state.status).toBe('failed');
  expect(play.all('step.finished').filter(({ step }) => step === 'g')).toHaveLength(1);
});

test('a retry opens the branches anew', () => {
  const play = new Play([{ ...group('all', 'a', 'b'), retry: { attempts: 2 } }]);
  play.fail('a', 1, frame('a'));
  play.stopped('b', 1, frame('b'));
  expect(Object.keys(play.state.frames)).toEqual(['', 'g@1.2:a', 'g@1.2:b']);
});

test('a branch may be a group, and names nothing of its neighbours', () => {
  const inner = { id: 'b', foreach: { n: [1, 2] }, steps: [run('x')] };
  const play = new Play([{ id: 'g', parallel: 'all', steps: [run('a'), inner] }]);
  expect(play.all('step.started').map(({ frame, step }) => displayAddress(frame, step))).toEqual([
    'g',
    'g.a',
    'g.b',
    'g.b[0].x',
    'g.b[1].x',
  ]);
});

test('with a worktree each branch has its own, and their names differ', () => {
  const agent = (id: string) => ({ id, agent: 'ada', prompt: 'Write.' });
  const play = new Play([{ id: 'g', parallel: 'all', worktree: true, steps: [agent('a'), agent('b')] }]);
  expect(Object.values(play.state.frames).map(({ workspace }) => workspace.key)).toEqual(['main', 'g-a', 'g-b']);
  expect(slugOf('g@2.3:a', 'x')).toBe('g.v2.3-a-x');
});
