/** The watchdog over a clock that the test moves. */
import { expect, test } from 'vitest';
import { watch } from '../../../agents/kit/watchdog.ts';
import type { Clock } from '../../../engine/ports/clock.ts';

function clockByHand() {
  const alarms = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    after(_, alarm) {
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
  };
  return { clock, alarms };
}

test('what is said keeps one alarm, and a pause none', () => {
  const { clock, alarms } = clockByHand();
  const dog = watch(clock, 5, () => {});
  dog.touch();
  expect(alarms.size).toBe(1);
  dog.pause();
  dog.touch();
  expect(alarms.size).toBe(0);
  dog.resume();
  expect(alarms.size).toBe(1);
});

test('released, it sets no alarm any more, whatever is said: it would keep the whole program from ending', () => {
  const { clock, alarms } = clockByHand();
  const dog = watch(clock, 5, () => {});
  dog.pause();
  dog.release();
  dog.touch();
  dog.resume();
  expect(alarms.size).toBe(0);
});
