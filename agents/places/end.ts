/**
 * Ends processes for good: SIGTERM, a grace, SIGKILL, and no answer before nothing of them runs. New members that
 * are forked meanwhile are found by the next look, so a process cannot outrun its end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { markName } from './mark.ts';
import { listProcesses } from './proc.ts';

export interface Target {
  /** A process group that is known to be ours still: a pid that was given away must not be named here. */
  readonly group?: number;
  /** Says by its mark whether a process belongs to the target. */
  readonly owns: (mark: string) => boolean;
}

/** A process that SIGKILL has not ended by then hangs inside the kernel, and runs no code of its own any more. */
const giveUpMs = 10_000;

/** Resolves with how many processes were met. Never rejects: a process that may not be signalled is left. */
export async function endProcesses(target: Target, graceMs: number): Promise<number> {
  const begun = performance.now();
  const asked = new Set<number>();
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 100)) {
    const alive = findMembers(target);
    const elapsedMs = performance.now() - begun;
    if (alive.length === 0 || elapsedMs > graceMs + giveUpMs) return asked.size;
    const signal = elapsedMs < graceMs ? 'SIGTERM' : 'SIGKILL';
    // To the group at once, too: a group that forks faster than it is listed cannot outrun that.
    if (target.group !== undefined && (asked.size === 0 || signal === 'SIGKILL')) sendSignal(-target.group, signal);
    for (const pid of alive) {
      if (signal === 'SIGKILL' || !asked.has(pid)) sendSignal(pid, signal);
      asked.add(pid);
    }
    await sleep(pauseMs);
  }
}

/** Whether a process group has a member, which may be a zombie. One system call. */
export function groupLives(group: number): boolean {
  return sendSignal(-group, 0);
}

/** Pids, or the negated group where only groups are known. */
function findMembers({ group, owns }: Target): number[] {
  const members = listProcesses(markName).filter(
    (found) => found.group === group || (found.mark !== undefined && owns(found.mark)),
  );
  if (process.platform === 'linux') return members.map((member) => member.pid);
  return group !== undefined && groupLives(group) ? [-group] : [];
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
