/**
 * The server, the watchers and whoever drives the run are processes of their own, so that each is charged for its own
 * CPU. Each leads a session, as in a terminal of its own, by which Linux shares out a busy machine; each ends with its
 * parent.
 */
import { fork } from 'node:child_process';

export interface Helper {
  /** Asks one of the process's handlers. One at a time. */
  ask<T>(what: string, given?: object): Promise<T>;
  close(): Promise<void>;
}

interface Asked {
  readonly what: string;
  readonly given: object;
}

type Answer = { readonly answer: unknown } | { readonly error: string };

/** @param entry the script that calls `answerAsks` when it is given `args`. */
export function startHelper(entry: string, args: readonly string[]): Helper {
  const child = fork(entry, args, { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ask: <T>(what: string, given: object = {}) =>
      new Promise<T>((resolve, reject) => {
        const gone = (): void => reject(new Error(`${args[0]} has gone`));
        child.once('exit', gone);
        child.once('message', (said: Answer) => {
          child.off('exit', gone);
          if ('error' in said) reject(new Error(said.error));
          else resolve(said.answer as T);
        });
        child.send({ what, given } satisfies Asked);
      }),
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

export type Handlers<Given> = Readonly<Record<string, (given: Given) => unknown>>;

/** What such a process does, until nobody asks any more. */
export function answerAsks<Given>(handlers: Handlers<Given>, end: () => unknown = () => {}): void {
  process.on('message', async ({ what, given }: Asked) => {
    const said: Answer = await Promise.resolve(handlers[what]?.(given as Given)).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    process.send?.(said);
  });
  process.once('disconnect', async () => {
    await end();
    process.exit();
  });
}
