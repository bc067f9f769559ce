/** Real processes for the tests of the journal: started, listened to, ended by their own id. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterwards } from './folder.ts';

export interface Child {
  readonly process: ChildProcess;
  /** Lines that it has said so far. */
  readonly lines: readonly string[];
  /** Resolves with the line at `index`; with undefined when the process ended before. */
  line(index: number): Promise<string | undefined>;
  readonly ended: Promise<void>;
}

/** Runs a fixture, under `wrapper` where one is given. */
export function startChild(fixture: string, args: readonly string[], wrapper: readonly string[] = []): Child {
  const script = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  const argv = [...wrapper, process.execPath, '--import', 'tsx', script, ...args];
  const child = spawn(argv[0]!, argv.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  afterwards(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  let wake = () => {};
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => {
    lines.push(line);
    wake();
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      over = true;
      wake();
      resolve();
    });
  });
  const line = async (index: number) => {
    while (lines.length <= index && !over) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return lines[index];
  };
  return { process: child, lines, line, ended };
}

/** Why something cannot run here, or undefined: for `test.skipIf` and its title. */
export function whyMissing(program: string, args: readonly string[]): string | undefined {
  const { status, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) return `${program} is missing`;
  return status === 0 ? undefined : `${program} is not allowed here`;
}
