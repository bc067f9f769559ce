/** The process of a session, from its boot to its end: gone by itself it fails the session; told to go, it may go in peace. */
import type { Clock } from '../../engine/ports/clock.ts';
import type { Home } from './adapter.ts';
import type { Connection, Stage } from './conversation.ts';
import { HarnessFailure } from './failure.ts';
import type { JsonLines } from './json-lines.ts';

export interface LifetimeOptions {
  /** As people call the harness. */
  readonly title: string;
  readonly stage: Pick<Stage, 'fail'>;
  readonly home: Pick<Home, 'settle'>;
  readonly clock: Clock;
  /** What else waits for the process, and will wait in vain. */
  readonly onGone: (error: Error) => void;
  /** Milliseconds that it may take to go when it was told that no message will come. Default 10,000. */
  readonly goodbyeMs?: number | undefined;
}

const usualGoodbyeMs = 10_000;

export function followProcess(process: JsonLines, options: LifetimeOptions): Pick<Connection, 'close' | 'kill'> {
  const { title, stage, home, clock, onGone, goodbyeMs = usualGoodbyeMs } = options;
  let isClosing = false;
  const gone = process.gone.then(async ({ said }) => {
    const error = new HarnessFailure(`${title} is gone: ${said}`);
    onGone(error);
    if (!isClosing) stage.fail(error);
    await home.settle();
  });
  return {
    async close() {
      isClosing = true;
      process.end();
      const cancel = clock.after(clock.now() + goodbyeMs, () => void process.kill());
      await gone;
      cancel();
    },
    async kill() {
      isClosing = true;
      await process.kill();
      await gone;
    },
  };
}
