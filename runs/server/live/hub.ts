/**
 * Pages that are looked at live. However many look at one, it is made once for each change; and however fast a run
 * goes, it is made only so often that the server has time left for everything else.
 *
 * Invariants
 * 1. A page is made by one loop at a time, which ends when nobody looks any more.
 * 2. What was journaled after a page was made leads to it being made again: nothing is missed between the two.
 * 3. A slow reader is never sent more than it takes: it is skipped to the newest page.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { onAbort } from '../../../engine/ports/on-abort.ts';
import type { Page } from '../pages/page.ts';
import type { Changes } from './changes.ts';
import { pauseAfter } from './pace.ts';
import { type Shown, show } from './shown.ts';

/** The least between two makings of one page. */
const shortestPauseMs = 60;

export interface Hub {
  /** Somebody looks at it already: then it is there. */
  isWatched(key: string): boolean;
  /**
   * The page as it changes, each time as one event. `key` is equal for pages that are equal for whoever looks; `seen` is
   * the version that is known already. Ends at the signal, and rejects where the page can not be made.
   */
  watch(key: string, make: () => Promise<Page>, seen: string | undefined, signal: AbortSignal): AsyncGenerator<Buffer>;
}

interface Looked {
  watchers: number;
  shown?: Shown;
  failed?: unknown;
  readonly waiting: Set<() => void>;
}

export function createHub(changes: Changes): Hub {
  const pages = new Map<string, Looked>();

  return {
    isWatched: (key) => pages.has(key),
    async *watch(key, make, seen, signal) {
      const page = pages.get(key) ?? { watchers: 0, waiting: new Set() };
      page.watchers++;
      if (!pages.has(key)) {
        pages.set(key, page);
        void keep(key, page, make);
      }
      try {
        for (let known = seen; ; ) {
          await next(page, known, signal);
          if (signal.aborted) return;
          if (page.failed !== undefined) throw page.failed;
          const { shown } = page;
          if (shown === undefined) continue;
          yield shown.before === known && known !== undefined ? shown.changes() : shown.whole();
          known = shown.version;
        }
      } finally {
        page.watchers--;
      }
    },
  };

  async function keep(key: string, page: Looked, make: () => Promise<Page>): Promise<void> {
    const never = new AbortController().signal;
    try {
      while (page.watchers > 0) {
        const version = changes.version();
        const began = performance.now();
        page.shown = show(await make(), page.shown);
        wake(page);
        // Whoever was told goes on within this turn of the event loop.
        await nextTurn();
        const tookMs = performance.now() - began;
        await sleep(pauseAfter(tookMs, shortestPauseMs));
        await changes.after(version, never);
      }
    } catch (error) {
      page.failed = error;
      wake(page);
    } finally {
      // In one turn with the last look at who watches: whoever comes later begins anew.
      pages.delete(key);
    }
  }
}

function next(page: Looked, known: string | undefined, signal: AbortSignal): Promise<void> {
  const isNew = () => page.failed !== undefined || (page.shown !== undefined && page.shown.version !== known);
  if (isNew() || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    let forget = (): void => {};
    const check = (): void => {
      if (!isNew() && !signal.aborted) return;
      page.waiting.delete(check);
      forget();
      resolve();
    };
    page.waiting.add(check);
    forget = onAbort(signal, check);
  });
}

function wake({ waiting }: Looked): void {
  for (const check of [...waiting]) check();
}
