/**
 * What an adapter says, in order, to the one who listens: events may be pushed before anybody asks for them, and
 * nothing is said after the end. Invariants: one listener; every pushed event is delivered, also after `end`.
 */
export interface EventStream<T> {
  readonly events: AsyncIterable<T>;
  /** Ignored after `end`. */
  push(event: T): void;
  /** Resolves when all that was pushed has been taken and dealt with: what comes next is heard after it. */
  heard(): Promise<void>;
  end(): void;
}

export function createEventStream<T>(): EventStream<T> {
  const waiting: T[] = [];
  let ended = false;
  let isIdle = false;
  let wake = (): void => {};
  const waitingForIdle: (() => void)[] = [];

  async function* listen(): AsyncGenerator<T, void, void> {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as T;
      isIdle = true;
      for (const resolve of waitingForIdle.splice(0)) resolve();
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    events: listen(),
    push(event) {
      if (ended) return;
      waiting.push(event);
      isIdle = false;
      wake();
    },
    heard: () => (isIdle ? Promise.resolve() : new Promise((resolve) => waitingForIdle.push(resolve))),
    end() {
      ended = true;
      wake();
    },
  };
}
