/** The follow-up messages of a session, as its player takes them: one at a time, until nobody will write any more. */
import { onAbort } from '../../engine/ports/on-abort.ts';

export interface Mailbox {
  send(text: string): void;
  /** No further message will come. */
  close(): void;
  /** True: a message came and was taken. False: none will come. Rejects when the session is ending. */
  next(): Promise<boolean>;
  /** Drops what came so far. */
  forget(): void;
}

export function createMailbox(ending: AbortSignal): Mailbox {
  let waiting = 0;
  let closed = false;
  let wake = (): void => {};
  onAbort(ending, () => wake());
  return {
    send() {
      waiting += 1;
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async next() {
      for (;;) {
        ending.throwIfAborted();
        if (waiting > 0) {
          waiting -= 1;
          return true;
        }
        if (closed) return false;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    forget() {
      waiting = 0;
    },
  };
}
