/**
 * The second net, used when a run is resumed: ends what an omni that died left running of it, for the case that its
 * reaper was killed as well. Only this user's processes whose mark names the run, and only when the omni that the
 * mark names is dead. Linux only; elsewhere nothing is found.
 */
import { endProcesses } from './end.ts';
import { parseMark } from './mark.ts';
import { startTimeOf } from './proc.ts';

/** Resolves, with how many there were, when nothing of them runs. */
export function reapLeftovers(run: string, graceMs = 1_000): Promise<number> {
  const dead = new Map<string, boolean>();
  const isDead = (pid: number, startTime: string): boolean => {
    const key = `${pid}-${startTime}`;
    const known = dead.get(key) ?? startTimeOf(pid) !== startTime;
    dead.set(key, known);
    return known;
  };
  const owns = (text: string): boolean => {
    const mark = parseMark(text);
    return mark !== undefined && mark.run === run && isDead(mark.pid, mark.startTime);
  };
  return endProcesses({ owns }, graceMs);
}
