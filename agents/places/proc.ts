/**
 * What Linux tells about processes under /proc. Elsewhere there is no such folder and every answer is empty: then
 * only process groups are known, and whoever leaves its group is out of reach.
 *
 * Reads are synchronous on purpose: a scan is rare (a kill, a clean-up), and the shorter it takes, the less has
 * changed when its answer is used.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';

/** A process that runs: `mark` is the value of its environment mark, where it has one. */
export interface Found {
  readonly pid: number;
  readonly group: number;
  readonly mark: string | undefined;
}

/** Clock ticks since boot at which the process started; undefined when there is none, or no /proc. */
export function startTimeOf(pid: number): string | undefined {
  return readStat(pid)?.[19];
}

/** Undefined when there is none, or no /proc. */
export function parentOf(pid: number): number | undefined {
  const parent = Number(readStat(pid)?.[1]);
  return Number.isInteger(parent) && parent > 0 ? parent : undefined;
}

/** All running processes of this user, zombies left out. `name` is the variable that holds the mark. */
export function listProcesses(name: string): Found[] {
  const found: Found[] = [];
  for (const entry of listProc()) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || !isOwn(pid)) continue;
    const [state, , group] = readStat(pid) ?? [];
    if (state === undefined || state === 'Z' || state === 'X') continue;
    found.push({ pid, group: Number(group), mark: readVariable(pid, name) });
  }
  return found;
}

function listProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

function isOwn(pid: number): boolean {
  try {
    return statSync(`/proc/${pid}`).uid === process.getuid?.();
  } catch {
    return false;
  }
}

/** The fields of /proc/PID/stat from the state on. The name before them is free text, so they count from its end. */
function readStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** As the process was given it when it started; undefined where it had none, or nobody may look. */
export function readVariable(pid: number, name: string): string | undefined {
  try {
    const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
    const at = environment.indexOf(`\0${name}=`);
    if (at < 0) return undefined;
    const start = at + name.length + 2;
    const end = environment.indexOf('\0', start);
    return environment.slice(start, end < 0 ? undefined : end);
  } catch {
    return undefined;
  }
}
