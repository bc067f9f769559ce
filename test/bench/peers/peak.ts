/** The most memory that processes had, together, in MB. */
import { readFileSync } from 'node:fs';

/** Nothing where the system does not tell: only Linux does. */
export function peakMb(pids: readonly number[]): number | undefined {
  try {
    const kb = pids.map((pid) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]));
    return kb.reduce((sum, one) => sum + one) / 1024;
  } catch {
    return undefined;
  }
}
