/**
 * What an adapter says, in order, to the one who listens: events may be pushed before anybody asks for them, and
 * nothing is said after the end. Invariants: one listener; every pushed event is delivered, also after `end`.
 */
export interface EventStream<T> {
  readonly events: AsyncIterable<T>;
  /** Ignored after `end`. */
  push(event: T): void;
  end(): void;
}

export function createEventStream<T>(): EventStream<T> {
  const waiting: T[] = [];
  let ended = false;
  let wake = (): void => {};

  async function* listen(): AsyncGenerator<T, void, void> {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as T;
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
      wake();
    },
    end() {
      ended = true;
      wake();
    },
  };
}
