/** Notices a harness that owes an answer and says nothing. A person who is asked, or a tool that runs, may take long. */
import type { Clock } from '../../engine/ports/clock.ts';

export interface Watchdog {
  /** The harness said something. */
  touch(): void;
  /** It waits for somebody else from now on: nothing is counted until as many `resume` have come. */
  pause(): void;
  resume(): void;
  /** Counts no more, whatever is said afterwards: a harness that is being ended may still say something. */
  release(): void;
}

/** Milliseconds; models think long, and retries of an overloaded service are silent. */
export const defaultStallMs = 10 * 60_000;

/** @param stalled called once, when `stallMs` have passed without a `touch` while nothing paused it. */
export function watch(clock: Clock, stallMs: number, stalled: () => void): Watchdog {
  let pauses = 0;
  let isReleased = false;
  let cancel = (): void => {};
  const start = (): void => {
    cancel();
    cancel = pauses === 0 && !isReleased ? clock.after(clock.now() + stallMs, stalled) : () => {};
  };
  start();
  return {
    touch: start,
    pause() {
      pauses += 1;
      start();
    },
    resume() {
      pauses = Math.max(0, pauses - 1);
      start();
    },
    release() {
      isReleased = true;
      cancel();
    },
  };
}
