/**
 * One process group: started with execa, watched, and ended whole.
 *
 * Invariants
 * 1. `exit` resolves once, never rejects, and not before the group is empty and its output is read. What a command
 *    leaves in the background has `lingerMs` to end by itself and is then ended: a step that is over shares its
 *    worktree with nobody.
 * 2. The group's pid is signalled only until the group was seen empty, since it may be given to others afterwards.
 * 3. The usual way (the command ends, its group is empty, its pipes are closed) costs one `kill(-group, 0)` and no
 *    look into /proc.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Exit, Spawned, SpawnOptions } from '../../engine/ports/place.ts';
import { endProcesses, groupLives } from './end.ts';
import { markName } from './mark.ts';
import { createKeeper, createLineSplitter } from './output.ts';
import type { Reaper } from './reaper.ts';

const defaultKeepBytes = 1024 * 1024;
const defaultGraceMs = 2_000;
const lingerMs = 200;
/** For what is still in the pipes of an empty group. Only a child that hid from every net can make this the wait. */
const drainMs = 2_000;

export interface GroupOptions extends Omit<SpawnOptions, 'cwd'> {
  /** Absolute. */
  readonly cwd: string;
  /** This process's own mark, which no other process of the machine has. */
  readonly mark: string;
  readonly reaper: Reaper;
}

/** Starts `command`. Returns at once; what cannot be started exits as `lost`. */
export function spawnGroup(command: readonly string[], options: GroupOptions): Spawned {
  const [file, ...args] = command;
  if (file === undefined || file === '') return lostSpawned('The command is empty.');
  options.reaper.prepare();
  const child = startChild(file, args, options);
  if (child instanceof Error) return lostSpawned(child.message);
  const group = child.pid;
  if (group === undefined) return lostSpawned(child.then((result) => result.originalMessage ?? 'It did not start.'));
  options.reaper.add(group);

  const stdout = follow(child.stdout, 'stdout', options);
  const stderr = follow(child.stderr, 'stderr', options);
  // A process that ends without reading its input is no error of ours.
  child.stdin?.on('error', () => {});
  if (options.input !== undefined) child.stdin?.write(options.input);
  if (options.interactive !== true) child.stdin?.end();

  const owns = (mark: string): boolean => mark === options.mark;
  let isEmpty = false;
  let ending: Promise<unknown> | undefined;
  // A later call with a shorter grace does not wait for an earlier one.
  const end = (graceMs: number): Promise<unknown> => {
    const mine = endProcesses(isEmpty ? { owns } : { group, owns }, graceMs);
    ending = ending === undefined ? mine : Promise.all([ending, mine]);
    return mine;
  };

  let timedOut = false;
  const expire = (): void => {
    timedOut = true;
    void end(defaultGraceMs);
  };
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(expire, options.timeoutMs);

  const left = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal === null ? { type: 'code', code: code ?? 0 } : { type: 'signal', signal });
    });
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });

  const settle = async (): Promise<Exit> => {
    const own = await left;
    clearTimeout(timer);
    if (ending === undefined && !(await isQuiet(closed, group))) void end(defaultGraceMs);
    await ending;
    isEmpty = true;
    await within(closed, drainMs);
    options.reaper.remove(group);
    child.stdout.destroy();
    child.stderr.destroy();
    return timedOut && own.type === 'code' ? { type: 'signal', signal: 'SIGTERM' } : own;
  };
  const exit = settle();
  return {
    exit,
    output: exit.then(() => ({ stdout: stdout(), stderr: stderr() })),
    async kill(graceMs = defaultGraceMs) {
      await end(graceMs);
      await exit;
    },
    write(text) {
      if (child.stdin?.writable === true) child.stdin.write(text);
    },
    end() {
      child.stdin?.end();
    },
  };
}

function startChild(file: string, args: readonly string[], options: GroupOptions) {
  try {
    return execa(file, args, {
      cwd: options.cwd,
      env: { ...options.env, [markName]: options.mark },
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      buffer: false,
      encoding: 'buffer',
      stdin: options.input === undefined && options.interactive !== true ? 'ignore' : 'pipe',
    });
  } catch (error) {
    // Execa throws on what no system call would take, such as a NUL in an argument.
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether pipes and group were done with soon after the leader's exit. */
async function isQuiet(closed: Promise<void>, group: number): Promise<boolean> {
  if (!(await within(closed, lingerMs))) return false;
  for (let waitedMs = 0; groupLives(group); waitedMs += 10) {
    if (waitedMs >= lingerMs) return false;
    await sleep(10);
  }
  return true;
}

/** Whether `promise` resolved within that time. Leaves no timer behind. */
async function within(promise: Promise<void>, timeMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeMs);
  });
  const inTime = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

/** Hands a stream to its keeper and to the line callback; answers what was kept. */
function follow(
  stream: NodeJS.ReadableStream,
  name: 'stdout' | 'stderr',
  { keepBytes = defaultKeepBytes, onLine }: GroupOptions,
): () => string {
  const keeper = createKeeper(keepBytes);
  const lines = onLine === undefined ? undefined : createLineSplitter((line) => onLine(name, line));
  stream.on('data', (chunk: Buffer) => {
    keeper.push(chunk);
    lines?.push(chunk);
  });
  stream.once('end', () => lines?.flush());
  return () => keeper.text();
}

/** What could not be started: an exit, like any other end. */
export function lostSpawned(reason: string | Promise<string>): Spawned {
  return {
    exit: Promise.resolve(reason).then((message) => ({ type: 'lost', message })),
    output: Promise.resolve({ stdout: '', stderr: '' }),
    kill: () => Promise.resolve(),
    write() {},
    end() {},
  };
}
