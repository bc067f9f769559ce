/**
 * The fake model in a process of its own, so that neither its CPU nor its memory is counted as anybody's. It is the
 * child of whoever measures, says when each request came, and ends with its parent.
 */
import { fork } from 'node:child_process';
import { startFakeModel } from '../../fixtures/models/server.ts';
import type { ModelTurn, Wire } from '../../fixtures/models/words.ts';

type Says =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'playing' }
  /** On the wall clock, in milliseconds. */
  | { readonly type: 'asked'; readonly atMs: number };

export interface Model {
  readonly url: string;
  /** Begins a script; requests are counted anew. */
  play(turns: readonly ModelTurn[]): Promise<void>;
  /** When each request of the script came, in milliseconds. */
  asked(): readonly number[];
  /** Resolves when so many requests have come. */
  untilAsked(count: number): Promise<void>;
  close(): void;
}

/** @param entry the script whose `--model WIRE` calls `serveModel`. */
export async function startModel(entry: string, wire: Wire): Promise<Model> {
  const child = fork(entry, ['--model', wire], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let times: number[] = [];
  let heard = (_: Says): void => {};
  const hear = <T>(read: (said: Says | undefined) => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (said?: Says): void => {
        const found = read(said);
        if (found !== undefined) resolve(found);
      };
      heard = check;
      check();
    });
  child.on('message', (said: Says) => {
    if (said.type === 'asked') times.push(said.atMs);
    heard(said);
  });
  const isGone = (): void => {
    throw new Error('the fake model has gone');
  };
  child.once('exit', isGone);
  const url = await hear((said) => (said?.type === 'ready' ? said.url : undefined));
  return {
    url,
    async play(turns) {
      child.send(turns);
      await hear((said) => (said?.type === 'playing' ? true : undefined));
      times = [];
    },
    asked: () => times,
    async untilAsked(count) {
      await hear(() => (times.length >= count ? true : undefined));
    },
    close() {
      child.off('exit', isGone);
      child.kill();
    },
  };
}

/** What that process does: it plays scripts, the last turn of each again and again. */
export async function serveModel(wire: Wire): Promise<void> {
  const tell = (said: Says): void => void process.send?.(said);
  const model = await startFakeModel();
  process.on('message', (turns: readonly ModelTurn[]) => {
    model.play((_, nth) => {
      tell({ type: 'asked', atMs: performance.timeOrigin + performance.now() });
      return turns[Math.min(nth, turns.length - 1)] ?? {};
    });
    tell({ type: 'playing' });
  });
  process.once('disconnect', () => process.exit());
  tell({ type: 'ready', url: model.url(wire) });
}
