/** What people say to a session while it runs: kept in order until the next turn takes it. */
import { onAbort } from '../../engine/ports/on-abort.ts';

export interface Messages {
  send(text: string): void;
  /** No further message will come. */
  close(): void;
  /** The next message, or nothing when none will come. Rejects when the session is ending. */
  next(): Promise<string | undefined>;
}

export function createMessages(ending: AbortSignal): Messages {
  const waiting: string[] = [];
  let isClosed = false;
  let wake = (): void => {};
  onAbort(ending, () => wake());
  return {
    send(text) {
      if (!isClosed) waiting.push(text);
      wake();
    },
    close() {
      isClosed = true;
      wake();
    },
    async next() {
      for (;;) {
        ending.throwIfAborted();
        if (waiting.length > 0 || isClosed) return waiting.shift();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
