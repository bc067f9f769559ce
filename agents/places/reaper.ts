/**
 * One reaper per omni: a tiny shell that outlives it. It holds the reading end of a pipe whose writing end only omni
 * has, so the end of the pipe is the death of omni, however it came. Then the reaper ends every process that carries
 * omni's mark and every group it was told of, within two seconds, and exits.
 *
 * Invariants
 * 1. It runs before the first process does, since `prepare` is called before each spawn: a kill right after a spawn
 *    finds the process by its mark, whether or not its group was told.
 * 2. Nothing else inherits the writing end (Node opens it close-on-exec), and the reaper carries no mark itself.
 * 3. A reaper that was killed is replaced at the next spawn and told the groups that live.
 *
 * Marks need Linux's /proc; elsewhere the reaper knows the groups that it was told.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { markOfRun, ownerOfThisProcess } from './mark.ts';
import { reaperScript } from './reaper-script.ts';

export interface Reaper {
  /** What begins the mark of every process of a run that this omni starts. */
  mark(run: string): string;
  /** Starts the reaper where it is not running. Synchronous, and free when it is. */
  prepare(): void;
  /** Tells of a process group that was started, and of one of which nothing runs. */
  add(group: number): void;
  remove(group: number): void;
  /** Lets the reaper end what is left now, and go. */
  dispose(): void;
}

export function createReaper(): Reaper {
  const owner = ownerOfThisProcess();
  const groups = new Set<number>();
  let child: ChildProcess | undefined;

  const tell = (line: string): void => {
    child?.stdin?.write(`${line}\n`);
  };
  const prepare = (): void => {
    if (child !== undefined) return;
    const started = spawn('/bin/sh', ['-c', reaperScript, 'omni-reaper', owner], {
      detached: true,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const forget = (): void => {
      if (child === started) child = undefined;
    };
    started.once('error', forget).once('exit', forget);
    started.stdin.on('error', forget);
    started.unref();
    if ('unref' in started.stdin && typeof started.stdin.unref === 'function') started.stdin.unref();
    child = started;
    for (const group of groups) tell(`+${group}`);
  };

  return {
    mark: (run) => markOfRun(owner, run),
    prepare,
    add(group) {
      groups.add(group);
      tell(`+${group}`);
    },
    remove(group) {
      if (groups.delete(group)) tell(`-${group}`);
    },
    dispose() {
      child?.stdin?.end();
      child = undefined;
    },
  };
}
