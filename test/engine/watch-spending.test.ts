/** A run learns what others spend today: before its first judgement, every minute, at midnight, and on resume. */
import { expect, test } from 'vitest';
import { dayMs } from '../../engine/day.ts';
import type { Elsewhere } from '../../engine/events.ts';
import { Desk, settled } from './desk.ts';

/** A desk whose other runs spend what the test says; `looks` are the days that were looked up. */
function deskOf(spent: { userMicroUsd?: number; fails?: boolean }) {
  const looks: number[] = [];
  const desk = new Desk();
  const elsewhere = async (run: string, starter: string, day: number): Promise<Elsewhere> => {
    expect([run, starter]).toEqual(['r', 'sam']);
    looks.push(day);
    if (spent.fails) throw new Error('the store is gone');
    return { day, ...(spent.userMicroUsd !== undefined && { userMicroUsd: spent.userMicroUsd }) };
  };
  Object.assign(desk.ports, { spending: { elsewhere } });
  return { desk, looks };
}
const observed = (desk: Desk) =>
  desk.rows.flatMap(({ event }) => (event.type === 'spending.observed' ? [event.elsewhere] : []));

test('it is known before the first step is judged', async () => {
  const { desk } = deskOf({ userMicroUsd: 5 });
  const { begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await settled();
  expect(desk.rows[0]?.event).toMatchObject({ type: 'run.created', elsewhere: { day: 0, userMicroUsd: 5 } });
  expect(desk.started()).toEqual(['a#1']);
});

test('it is looked up every minute, and written down when it has changed', async () => {
  const spent = { userMicroUsd: 5 };
  const { desk, looks } = deskOf(spent);
  const { begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await desk.pass(60_000);
  await desk.pass(59_999);
  expect([looks.length, observed(desk)]).toEqual([2, []]);
  spent.userMicroUsd = 9;
  await desk.pass(1);
  expect([looks.length, observed(desk)]).toEqual([3, [{ day: 0, userMicroUsd: 9 }]]);
});

test('it is looked up when a day begins', async () => {
  const { desk, looks } = deskOf({ userMicroUsd: 5 });
  desk.now = dayMs - 10;
  const { begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await desk.pass(10);
  expect([looks, observed(desk)]).toEqual([[0, 1], [{ day: 1, userMicroUsd: 5 }]]);
});

test('a store that does not answer makes it unknown, and the run goes on', async () => {
  const spent: { userMicroUsd?: number; fails?: boolean } = { userMicroUsd: 5 };
  const { desk } = deskOf(spent);
  const { begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await settled();
  spent.fails = true;
  await desk.pass(60_000);
  expect(observed(desk)).toEqual([{ day: 0 }]);
  desk.finish('a');
  await settled();
  expect(desk.types.at(-1)).toBe('run.finished');
});

test('who takes the run up again learns it before anything is judged', async () => {
  const { desk } = deskOf({ userMicroUsd: 5 });
  const { begin } = await desk.start([{ id: 'a', run: ['true'], on_lost: 'retry' }]);
  begin();
  await settled();
  desk.die();
  desk.now = dayMs;
  const again = await desk.resume();
  again.begin();
  await settled();
  const types = desk.types;
  expect(types.slice(types.indexOf('spending.observed'))).toEqual([
    'spending.observed',
    'attempt.failed',
    'step.started',
  ]);
});

test('nobody looks any more when the run is over', async () => {
  const { desk, looks } = deskOf({ userMicroUsd: 5 });
  const { driver, begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await settled();
  desk.finish('a');
  await driver.done;
  await desk.pass(60_000);
  expect(looks).toEqual([0]);
});

test('nobody looks where no policy asks', async () => {
  const desk = new Desk();
  const { begin } = await desk.start([{ id: 'a', run: ['true'] }]);
  begin();
  await desk.pass(60_000);
  expect(desk.rows[0]?.event).not.toHaveProperty('elsewhere');
  expect(desk.types).not.toContain('spending.observed');
});
