/**
 * How often a step waits for the disk, counted by strace: a run of many steps less a run of one, so that opening the
 * database and the run do not count.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo, sequence } from '../parts/specs.ts';
import { Skipped } from '../skipped.ts';

const counts = { sequential: 1_000, 'fan-out': 10_000 };
const width = 64;

/** Without arguments it counts; with `WORKLOAD STEPS` it is what is counted. */
export async function measure([workload, steps]: readonly string[]): Promise<Record<string, number>> {
  if (workload !== undefined) return perform(workload, Number(steps));
  if (spawnSync('strace', ['-V']).error) throw new Skipped('strace is not installed');
  const perStep = (name: keyof typeof counts) => {
    const many = counts[name];
    return inMemory(async (folder) => (count(folder, name, many + 1) - count(folder, name, 1)) / many);
  };
  return { sequential: await perStep('sequential'), fan_out: await perStep('fan-out') };
}

function count(folder: string, workload: string, steps: number): number {
  const calls = join(folder, 'calls.txt');
  const strace = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', calls];
  const self = [process.execPath, process.argv[1] ?? '', '--measure', 'fsyncs', workload, String(steps)];
  const { status, stderr } = spawnSync('strace', [...strace, ...self], { encoding: 'utf8' });
  if (status !== 0) throw new Skipped(`strace may not trace here: ${stderr.trim().split('\n').at(-1)}`);
  return readFileSync(calls, 'utf8').match(/\b(fsync|fdatasync)\(/g)?.length ?? 0;
}

function perform(workload: string, steps: number): Promise<Record<string, number>> {
  const given =
    workload === 'sequential' ? { spec: sequence(steps) } : { spec: fanOut(width), inputs: itemsUpTo(steps) };
  return inMemory(async (folder) => {
    const journal = openJournal({ folder });
    await timeRun(await openRun(journal, createTrivialPerformer(), given));
    journal.close();
    return {};
  });
}
