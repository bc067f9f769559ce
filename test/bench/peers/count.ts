/** How often a step waits for the disk, counted by strace, and how much it leaves there. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { type Performed, perform, type Settings } from './perform.ts';
import type { Row } from './rows.ts';

export interface Counted {
  /** Absent where strace is missing or may not trace. */
  readonly fsyncs?: number;
  readonly bytes: number;
}

export async function count(row: Row, settings: Omit<Settings, 'warmUp' | 'under'>): Promise<Counted> {
  const { steps } = settings;
  const calls = `${settings.folder}.calls`;
  const options = ['-f', '--seccomp-bpf', '-qq', '-ttt', '-e', 'trace=fsync,fdatasync', '-o', calls];
  const traced = spawnSync('strace', [...options, 'true']).status === 0;
  try {
    const under = traced ? { under: ['strace', ...options] } : {};
    const many = await perform(row, { ...settings, steps: steps + 1, warmUp: 0, ...under });
    const fsyncs = traced ? { fsyncs: countWithin(many, readFileSync(calls, 'utf8')) / (steps + 1) } : {};
    // Less what a run of one step leaves, so that an empty database does not count.
    const few = await perform(row, { ...settings, steps: 1, warmUp: 0 });
    return { ...fsyncs, bytes: (many.bytes - few.bytes) / steps };
  } finally {
    rmSync(calls, { force: true });
  }
}

/** A call that another thread interrupted stands on two lines; only the first has the bracket. */
function countWithin({ from, to }: Performed, calls: string): number {
  const times = [...calls.matchAll(/^\d+ +(\d+\.\d+) (?:fsync|fdatasync)\(/gm)].map(([, time]) => Number(time) * 1000);
  return times.filter((time) => time >= from && time <= to).length;
}
