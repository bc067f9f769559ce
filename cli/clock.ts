/** The time of this machine. */
import type { Clock } from '../engine/ports/clock.ts';

/** Node's timers count with 31 bits; what is further away is reached in stages. */
const longestMs = 2 ** 31 - 1;

export const clock: Clock = {
  now: Date.now,
  after(deadlineMs, call) {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = deadlineMs - Date.now();
      timer = left > longestMs ? setTimeout(wait, longestMs) : setTimeout(call, Math.max(0, left));
    };
    wait();
    return () => clearTimeout(timer);
  },
};
