/**
 * A process of this program that drives a run, started by one that does not. It has a session of its own, so that
 * neither the end of whoever started it nor a Ctrl-C in that terminal reaches it.
 *
 * What it says (`--json`) is read until it is known to drive, and then no more: the pipe is closed, and it goes on with
 * nobody reading, as every command that drives does. What goes to its stderr is written to a log of the run, which is
 * empty as long as nothing goes wrong that the journal does not tell.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Program } from './program.ts';
import { type Said, saidIn } from './said.ts';

export interface ChildRequest {
  readonly program: Program;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What it reads from its stdin. */
  readonly input?: string;
  readonly log: string;
}

export interface Child {
  readonly said: readonly Said[];
  /** Its exit code, once it has ended and all that it said was read; null: by a signal. */
  readonly ended: Promise<number | null>;
  /** Listens no more, and lets it go on by itself. */
  letGo(): void;
  /** Asks it to end, as a terminal that closes would. */
  stop(): void;
}

/** More of one log is nothing that anybody would read: it begins anew. */
const longestLogBytes = 256 * 1024;

/** Rejects when it cannot be started. */
export async function startChild({ program, args, cwd, env, input, log }: ChildRequest): Promise<Child> {
  const stderr = openLog(log);
  let child: ChildProcess;
  try {
    child = spawn(program.command, [...program.args, ...args], {
      cwd,
      env,
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', stderr],
    });
  } finally {
    closeSync(stderr);
  }
  const said: Said[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => said.push(...saidIn(line)));
  // It may have ended before it read anything: its exit says why.
  child.stdin?.on('error', () => {}).end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => dropEmpty(log));
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  return {
    said,
    ended,
    letGo() {
      lines.close();
      child.stdout?.destroy();
    },
    stop: () => void child.kill('SIGTERM'),
  };
}

/** For its owner alone: it may quote what an agent or the environment holds. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { O_WRONLY, O_CREAT, O_APPEND, O_TRUNC, O_NOFOLLOW } = constants;
  const isLong = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestLogBytes;
  return openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | (isLong ? O_TRUNC : 0), 0o600);
}

function dropEmpty(path: string): void {
  try {
    if (statSync(path).size === 0) unlinkSync(path);
  } catch {
    // Somebody else was faster.
  }
}
