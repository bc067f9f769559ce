import { expect, test } from 'vitest';
import { Play } from './play.ts';

/** The waits between the attempts of a step that always fails, in milliseconds. */
function waits(id: string, backoff: string, attempts: number): number[] {
  const play = new Play([{ id, run: ['false'], retry: { attempts, backoff } }]);
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    play.fail(id, attempt);
    play.fire('backoff');
  }
  return play.all('attempt.failed').map(({ at, retryAt }) => retryAt! - at);
}

test('the wait doubles with every attempt, give or take half', () => {
  for (const [index, wait] of waits('a', '1s', 6).entries()) {
    expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(wait).toBeLessThan(1500 * 2 ** index);
  }
});

test('it is never more than an hour', () => {
  expect(waits('a', '30m', 8).slice(3)).toEqual([3_600_000, 3_600_000, 3_600_000, 3_600_000]);
});

test('steps that fail together do not come back together', () => {
  const firsts = Array.from({ length: 200 }, (_, index) => waits(`s${index}`, '1000s', 2)[0]!);
  expect(new Set(firsts).size).toBeGreaterThan(150);
  const early = firsts.filter((wait) => wait < 1_000_000).length;
  expect(early).toBeGreaterThan(60);
  expect(early).toBeLessThan(140);
  expect(waits('s0', '1000s', 2)).toEqual([firsts[0]]);
});
