/**
 * Tells when the journal may say something new. Runs are driven by other processes, and SQLite calls nobody, so its
 * version is asked for often, which reads nothing from the disk, and only while somebody waits.
 *
 * Invariants
 * 1. What was written after `version` was taken ends a wait for it, also when it was written before the wait began.
 * 2. A wait ends by itself after a while, since who drives a run changes without a write: a process that died.
 * 3. However many wait, and however fast a run goes, what they do when they are told leaves the server time for
 *    everything else, and the engine its processor.
 */
import { onAbort } from '../../../engine/ports/on-abort.ts';
import { pauseAfter } from './pace.ts';

const pollMs = 25;
const longestMs = 2_000;

export interface Changes {
  version(): number;
  /** Resolves once the version is another, when it has taken long, or at the signal. Rejects when the journal cannot be read. */
  after(version: number, signal: AbortSignal): Promise<void>;
}

export function watchChanges(version: () => number): Changes {
  const waiters = new Set<(look: () => number) => void>();
  let timer: NodeJS.Timeout | undefined;
  let serving = false;
  let nextAt = 0;
  const arm = (): void => {
    if (serving || waiters.size === 0) return;
    timer ??= setTimeout(poll, Math.max(0, nextAt - performance.now()));
  };
  const poll = (): void => {
    timer = undefined;
    serving = true;
    const began = performance.now();
    const look = onceFor(version);
    for (const check of [...waiters]) check(look);
    // Whoever was told goes on within this turn of the event loop.
    setImmediate(() => {
      serving = false;
      const now = performance.now();
      nextAt = now + pauseAfter(now - began, pollMs);
      arm();
    });
  };
  return {
    version,
    after: (known, signal) =>
      new Promise((resolve, reject) => {
        let forget = (): void => {};
        const longest = Date.now() + longestMs;
        const leave = (settle: () => void): void => {
          waiters.delete(check);
          forget();
          if (waiters.size === 0) {
            clearTimeout(timer);
            timer = undefined;
          }
          settle();
        };
        const check = (look: () => number): void => {
          try {
            if (look() !== known || Date.now() >= longest) leave(resolve);
          } catch (error) {
            leave(() => reject(error));
          }
        };
        waiters.add(check);
        arm();
        forget = onAbort(signal, () => leave(resolve));
      }),
  };
}

/** One look for all. */
function onceFor(version: () => number): () => number {
  let seen: number | undefined;
  return () => {
    seen ??= version();
    return seen;
  };
}
