/**
 * The status page beside a run that this process drives: a server of its own (`omni serve`), so that what browsers ask
 * never waits for the engine, nor the engine for them. It has a session of its own, or a Ctrl-C would end it before the
 * run; the channel between the two tells it of our end, however that comes.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OmniError } from '../../schema/error.ts';
import type { PageOptions } from '../options.ts';
import { neutraliseLine } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { thisProgram } from './program.ts';
import { failureOf, type Said, saidIn } from './said.ts';
import { toldToEnd } from './told.ts';

export interface Page {
  /** Lets one browser in. It holds a secret. */
  readonly url: string;
  readonly port: number;
  /** Where what goes wrong in it is said from now on. */
  tell(say: (line: string) => void): void;
  /** Ends it in order. Idempotent. */
  close(): Promise<void>;
}

/** The page, where one is wanted. @throws OmniError where it cannot be had */
export async function openPage({ serve, port }: PageOptions): Promise<Page | undefined> {
  if (!serve) return undefined;
  if (port !== undefined) return startPage(port);
  try {
    return await startPage();
  } catch (error) {
    // Another page of this machine has the usual one.
    if ((error as OmniError).code === 'OMNI7001') return startPage(0);
    throw error;
  }
}

async function startPage(port?: number): Promise<Page> {
  const { command, args } = thisProgram();
  const which = port === undefined ? [] : ['--port', String(port)];
  const child = spawn(command, [...args, 'serve', '--json', ...which], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: Said[] = [];
  let say = (_line: string): void => {};
  // With nothing: the exit code of the page is no sign that it listens.
  const ended = new Promise<void>((resolve) => {
    for (const event of ['close', 'error'] as const) child.once(event, () => resolve());
  });
  createInterface({ input: child.stderr! }).on('line', (line) => say(`the page says: ${neutraliseLine(line)}`));
  const listens = new Promise<Said>((resolve) =>
    createInterface({ input: child.stdout! }).on('line', (line) => {
      said.push(...saidIn(line));
      const found = said.find(({ type }) => type === 'serve');
      if (found !== undefined) resolve(found);
    }),
  );
  const begun = await Promise.race([listens, ended]);
  if (begun === undefined) throw failureOf(said, 'The status page could not be started.');
  return {
    url: String(begun.url),
    port: Number(begun.port),
    tell: (hear) => {
      say = hear;
    },
    async close() {
      say = () => {};
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A page asks for what is new at least this often. */
const lastLookMs = 2_000;

/**
 * The run is over. A person at a terminal may look at the page until they have had enough; else those who watch it get to
 * see the end.
 */
export async function leavePage(page: Page, { interactive, err }: Terminal): Promise<void> {
  if (interactive) {
    err.print(err.style.dim(`the page stays at ${new URL(page.url).origin}; Ctrl-C ends it`));
    await toldToEnd();
  } else await sleep(lastLookMs);
  await page.close();
}
