/** Who wants to know what was journaled. Nobody who watches may hold up the run: a listener that throws is told no more. */
import type { Envelope } from '../events.ts';

export type Entry = Pick<Envelope, 'run' | 'seq' | 'event'>;
export type Listener = (entries: readonly Entry[]) => void;

export class Watchers {
  private readonly listeners = new Set<Listener>();

  /** @returns what ends it. */
  add(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(entries: readonly Entry[]): void {
    for (const listener of this.listeners) {
      try {
        listener(entries);
      } catch {
        this.listeners.delete(listener);
      }
    }
  }
}
