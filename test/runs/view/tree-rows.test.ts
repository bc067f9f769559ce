/** How much of a run is told where there is room for so many rows. */
import { expect, test } from 'vitest';
import type { FrameRow, RunView } from '../../../runs/view/index.ts';
import { rowsWithin } from '../../../runs/view/tree-rows.ts';
import { makeView, start, stepRow } from '../../cli/render/view.ts';

const items = 1_000;
const open = 2;

/** A `foreach` of which the last two items are at work. */
function largeRun(): RunView {
  const each = (index: number) => `each@1[${index}]`;
  const indices = Array.from({ length: items }, (_, index) => index);
  const frame = (address: string, index: number): FrameRow => ({
    frame: address,
    index,
    steps: [`${address}/work`],
    openedAt: start,
    ...(index < items - open && { closedAt: start + 1, outcome: 'done' as const }),
  });
  const root: FrameRow = { frame: '', steps: ['each'], openedAt: start };
  return makeView(
    [
      stepRow('', 'each', { life: 'running', frames: indices.map(each) }),
      ...indices.map((index) => stepRow(each(index), 'work', { life: index < items - open ? 'done' : 'running' })),
    ],
    [root, ...indices.map((index) => frame(each(index), index))],
  );
}

test('all is told where all fits', () => {
  const { rows, more } = rowsWithin(largeRun(), start, 1 + 2 * items);
  expect([rows.length, more]).toEqual([1 + 2 * items, 0]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('one row of what is over, where that fits', () => {
  const { rows, more } = rowsWithin(largeRun(), start, 1 + items + open);
  expect([rows.length, more]).toEqual([1 + items + open, 0]);
});

test('what is over is counted, where nothing else fits', () => {
  const { rows, more } = rowsWithin(largeRun(), start, 20);
  expect(rows.map(({ label }) => label)).toEqual(['each', '[998]', 'work', '[999]', 'work', '998 more']);
  expect(more).toBe(0);
});

test('a row is left for how many more there are', () => {
  for (const most of [0, 1, 3, 5]) {
    const { rows, more } = rowsWithin(largeRun(), start, most);
    expect(rows.length + 1).toBeLessThanOrEqual(Math.max(1, most));
    expect(rows.length + more).toBe(6);
  }
});

test('no more of a large run is looked at than is shown', () => {
  const view = largeRun();
  let looked = 0;
  const steps = new Map(view.steps);
  const get = steps.get.bind(steps);
  steps.get = (address) => {
    looked++;
    return get(address);
  };
  rowsWithin({ ...view, steps }, start, 20);
  expect(looked).toBeLessThan(5 * 20);
});
