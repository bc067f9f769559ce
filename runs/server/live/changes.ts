/**
 * Tells when the journal may say something new. Runs are driven by other processes, and SQLite calls nobody, so its
 * version is asked for often, which reads nothing from the disk, and only while somebody waits.
 *
 * Invariants
 * 1. What was written after `version` was taken ends a wait for it, also when it was written before the wait began.
 * 2. A wait ends by itself after a while, since who drives a run changes without a write: a process that died.
 */
const pollMs = 25;
const longestMs = 2_000;

export interface Changes {
  version(): number;
  /** Resolves once the version is another, when it has taken long, or at the signal. Rejects when the journal cannot be read. */
  after(version: number, signal: AbortSignal): Promise<void>;
}

export function watchChanges(version: () => number): Changes {
  const waiters = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  const poll = (): void => {
    for (const check of [...waiters]) check();
  };
  return {
    version,
    after: (known, signal) =>
      new Promise((resolve, reject) => {
        const longest = Date.now() + longestMs;
        const leave = (settle: () => void): void => {
          waiters.delete(check);
          signal.removeEventListener('abort', check);
          if (waiters.size === 0) {
            clearInterval(timer);
            timer = undefined;
          }
          settle();
        };
        const check = (): void => {
          try {
            if (signal.aborted || version() !== known || Date.now() >= longest) leave(resolve);
          } catch (error) {
            leave(() => reject(error));
          }
        };
        signal.addEventListener('abort', check);
        waiters.add(check);
        timer ??= setInterval(poll, pollMs);
        check();
      }),
  };
}
