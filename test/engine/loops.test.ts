/** What loops hand from frame to frame: names, results of rounds and of items, in an order that outlives a restart. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.ts';
import { replay } from '../../engine/replay.ts';
import { canonicalJson } from '../../schema/json.ts';
import { Play } from './play.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const exit = (code: number) => ({ result: { exit_code: code } });

test('items keep their order when the journal is read back: it keeps no order of keys', () => {
  const foreach = { zone: [1, 2], area: ['a', 'b', 'c'] };
  const play = new Play([{ id: 'f', foreach, max_parallel: 6, steps: [run('s')] }]);
  const journal = play.journal.map((event) => JSON.parse(canonicalJson(event)) as RunEvent);
  const itemsOf = (state: typeof play.state) => Object.values(state.frames).map(({ vars }) => vars);
  expect(itemsOf(play.state)[2]).toEqual({ zone: 1, area: 'b', index: 1 });
  expect(itemsOf(replay(play.workflow, journal))).toEqual(itemsOf(play.state));
});

test('`until` sees its own children of this round and the steps before its loop', () => {
  const until = 'steps.s.exit_code == 0 && steps.before.exit_code == 0';
  const play = new Play([run('before'), { id: 'u', until, max: 2, steps: [run('s')] }]);
  play.finish('before', 1, exit(0));
  play.finish('s', 1, exit(1), 'u@1[0]');
  expect(play.all('frame.closed')[0]?.conditions).toEqual({ until: false });
  play.finish('s', 1, exit(0), 'u@1[1]');
  expect(play.state.status).toBe('done');
});

test('an item that is handed on by another name still holds its steps', () => {
  const first = { id: 'f', foreach: { x: [1] }, steps: [run('s')] };
  const then = {
    id: 'g',
    foreach: { item: '${{ steps.f.items }}' },
    steps: [run('t', { env: { CODE: '${{ item.steps.s.exit_code }}' } })],
  };
  const play = new Play([first, then]);
  play.finish('s', 1, exit(7), 'f@1[0]');
  expect(play.all('step.started').at(-1)?.plan).toMatchObject({ env: { CODE: '7' } });
});

test('the first round of an inner loop has no `last`, though the outer loop is in its second', () => {
  const inner = { id: 'inner', until: 'true', max: 1, steps: [run('s', { if: '!has(last.s)' })] };
  const play = new Play([{ id: 'outer', until: 'false', max: 2, steps: [run('s'), inner] }]);
  for (const round of [0, 1]) {
    play.finish('s', 1, exit(0), `outer@1[${round}]`);
    expect(play.step('s', `outer@1[${round}]/inner@1[0]`)?.life).toBe('running');
    play.finish('s', 1, exit(0), `outer@1[${round}]/inner@1[0]`);
  }
});

test('a map reads the same in a prompt before a resume and after it', () => {
  const step = { id: 'w', agent: 'ada', prompt: 'Of ${{ inputs.o }}', env: { ALL: '${{ inputs.o }}' } };
  const planOf = (o: object) => new Play([step], { inputs: { o: o as never } }).all('step.started')[0]?.plan;
  expect(planOf({ b: 1, a: { d: 2, c: 3 } })).toEqual(planOf({ a: { c: 3, d: 2 }, b: 1 }));
});

test('`last` is what a step left when it last ran, over rounds that skipped it', () => {
  const once = run('once', { if: '!has(last.once)' });
  const play = new Play([{ id: 'loop', until: 'false', max: 3, steps: [once, run('each', { if: 'true' })] }]);
  play.finish('once', 1, exit(0), 'loop@1[0]');
  for (const round of [0, 1, 2]) play.finish('each', 1, exit(0), `loop@1[${round}]`);
  expect(play.all('step.skipped').map(({ frame }) => frame)).toEqual(['loop@1[1]', 'loop@1[2]']);
});

test('the keys of a map come in one order', () => {
  const step = { id: 'w', agent: 'ada', prompt: "${{ inputs.o.map(k, k).join(' ') }}" };
  const promptOf = (o: object) => new Play([step], { inputs: { o: o as never } }).all('step.started')[0]?.plan;
  expect(promptOf({ b: 1, a: 2 })).toMatchObject({ prompt: 'a b' });
});
