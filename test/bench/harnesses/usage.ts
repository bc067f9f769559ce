/** What processes took, by what Linux tells of them: CPU time in milliseconds, memory in megabytes. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuUs } from '../parts/cpu.ts';

export interface Cpu {
  /** Of this process. */
  readonly ownMs: number;
  /** Of its children that have ended and whatever they waited for, in steps of 10 ms: Node itself does not tell. */
  readonly childrenMs: number;
}

/** Milliseconds of a clock tick, which Linux fixes for what it tells to programs. */
const tickMs = 10;

export function readCpu(): Cpu {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  // The name before the state is free text. Children's time stands 13 and 14 fields after the state.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { ownMs: cpuUs() / 1000, childrenMs: (Number(fields[13]) + Number(fields[14])) * tickMs };
}

/** Proportional set sizes, which count what processes share once. One that has just ended holds nothing. */
export function pssMb(pids: readonly number[]): number {
  const sizes = pids.map((pid) => Number(/^Pss:\s+(\d+) kB$/m.exec(rollupOf(pid))?.[1] ?? 0));
  return sizes.reduce((sum, one) => sum + one, 0) / 1024;
}

function rollupOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return '';
  }
}

export interface Held {
  readonly rssMb: number;
  /** What is reachable, in the heap and outside of it. */
  readonly liveMb: number;
}

/** V8 gives memory back by and by: collections before a look, and the pause between two, in milliseconds. */
const [collections, pauseMs] = [3, 100];

/** Of this process, after what nobody needs any more was given back. */
export async function heldMemory(): Promise<Held> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let count = 0; count < collections; count++) {
    collect();
    await sleep(pauseMs);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssMb: rss / 1024 ** 2, liveMb: (heapUsed + external) / 1024 ** 2 };
}
