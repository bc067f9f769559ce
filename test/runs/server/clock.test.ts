/** Time and money as widths: what stands where, and what is written there. */
import { expect, test } from 'vitest';
import { clockOf } from '../../../runs/server/html/clock.ts';
import { moneyScale, timeScale, writeTime } from '../../../runs/server/html/scale.ts';

const minute = 60_000;
const hour = 60 * minute;

test('without long waits a moment stands where its part of the time is', () => {
  const clock = clockOf({ from: 1_000, to: 101_000 }, [{ from: 1_000, to: 101_000 }], false);
  expect([0, 25_000, 100_000].map((at) => clock.place(1_000 + at))).toEqual([0, 25, 100]);
  expect(clock.cuts).toEqual([]);
  expect(clock.growth).toBeUndefined();
});

test('a night of waiting is cut short, and the work around it keeps its measure', () => {
  const work = [
    { from: 0, to: minute },
    { from: 8 * hour, to: 8 * hour + minute },
  ];
  const clock = clockOf({ from: 0, to: 8 * hour + minute }, work, false);
  expect(clock.cuts).toEqual([{ place: 47, width: 6, ms: 8 * hour - minute }]);
  expect([0, minute, 4 * hour, 8 * hour, 8 * hour + minute].map((at) => Math.round(clock.place(at)))).toEqual([
    0, 47, 50, 53, 100,
  ]);
  expect(clock.ticks.every(({ place }, index) => index === 0 || place > clock.ticks[index - 1]!.place)).toBe(true);
});

test('places never go back, whatever was at work when', () => {
  for (let seed = 1; seed < 200; seed++) {
    let state = seed;
    const next = (most: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % most;
    };
    const to = 1 + next(24 * hour);
    const work = Array.from({ length: next(8) }, () => {
      const from = next(to);
      return { from, to: Math.min(to, from + next(hour)) };
    });
    const clock = clockOf({ from: 0, to }, work, seed % 2 === 0);
    const places = Array.from({ length: 51 }, (_, index) => clock.place((to * index) / 50));
    for (const [index, place] of places.entries()) {
      expect(place).toBeGreaterThanOrEqual(index === 0 ? 0 : places[index - 1]! - 1e-9);
      expect(place).toBeLessThanOrEqual(100);
    }
    if (!clock.growth) expect(places.at(-1)).toBeCloseTo(100, 3);
  }
});

test('what goes on has room to grow, by the measure that it is drawn with', () => {
  const clock = clockOf({ from: 0, to: 61_000 }, [{ from: 0, to: 61_000 }], true);
  const { from, place, spanMs } = clock.growth!;
  expect(place + ((61_000 - from) / spanMs) * 100).toBeCloseTo(clock.place(61_000), 6);
  expect(clock.place(61_000)).toBeLessThan(100);
  const waits = clockOf({ from: 0, to: hour }, [{ from: 0, to: minute }], true);
  expect(waits.growth).toBeUndefined();
  expect(waits.place(hour)).toBe(100);
});

test('lines stand at round amounts, and only a few', () => {
  for (const most of [1, 7, 42_000, 390_000, 1_000_000, 99_999_999]) {
    const { end, ticks } = moneyScale(most);
    expect(end).toBeGreaterThanOrEqual(most);
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
  for (const span of [1, 900, 61_000, hour, 50 * hour, 10_000 * hour]) {
    expect(timeScale(span, { round: true }).end).toBeGreaterThan(span);
    expect(timeScale(span, { round: true }).ticks.length).toBeLessThanOrEqual(9);
  }
  expect([0, 250, 1_500, 90_000, hour, 25 * hour].map(writeTime)).toEqual([
    '0',
    '250ms',
    '1.5s',
    '1m 30s',
    '1h',
    '1d 1h',
  ]);
});
