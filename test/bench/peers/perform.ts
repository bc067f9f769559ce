/** One measurement: a child process, a raw sample just before and just after its steps, and what it left on the disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openFloor } from '../parts/floor.ts';
import type { ChildSays, Order, Steps } from './child.ts';
import type { Row } from './rows.ts';

export interface Performed {
  /** The time of the steps on the wall clock, in milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly perSecond: number;
  readonly floorPerSecond: number;
  readonly mb?: number;
  /** In the system's folder, after it was closed and its databases were tidied. */
  readonly bytes: number;
}

export interface Settings {
  /** The bundle of `child.ts`. */
  readonly entry: string;
  /** An existing folder on the disk that is measured. */
  readonly folder: string;
  readonly steps: number;
  readonly warmUp: number;
  /** Raw commits before the steps, and as many after. */
  readonly sampleRows: number;
  /** What the child runs under: strace and its options. */
  readonly under?: readonly string[];
}

/** Steps that may run at once in a fan-out. */
const width = 64;
const withinMs = 300_000;

/** Rejects with what the child said when it crashed, or took longer than five minutes. Leaves no process. */
export async function perform(
  row: Row,
  { entry, folder, steps, warmUp, sampleRows, under = [] }: Settings,
): Promise<Performed> {
  const work = join(folder, 'work');
  mkdirSync(work);
  const floor = openFloor(folder);
  const { workload, full, module } = row;
  const order: Order = { folder: work, workload, full, width, warmUp, steps, ...(module && { module }) };
  const [command = '', ...args] = [...under, process.execPath, entry, JSON.stringify(order)];
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const stop = () => killGroup(child);
  // Before whoever clears the folders.
  process.prependOnceListener('exit', stop);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, withinMs);
  try {
    const { from, to, mb } = await listen(child, () => floor.sample(sampleRows));
    const perSecond = (steps * 1000) / (to - from);
    const bytes = sizeOf(work);
    return { from, to, perSecond, floorPerSecond: floor.perSecond(), ...(mb && { mb }), bytes };
  } catch (error) {
    throw late ? new Error(`it took longer than ${withinMs / 1000} s`) : error;
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    if (child.exitCode === null && child.signalCode === null) stop();
    floor.close();
    // What was killed may still be on its way out.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    mkdirSync(folder);
  }
}

/** Until the child has ended well, with nothing left of its group. */
function listen(child: ChildProcess, sample: () => void): Promise<Steps> {
  return new Promise((resolve, reject) => {
    let said: Exclude<ChildSays, { type: 'ready' }> | undefined;
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('message', (message: ChildSays) => {
      if (message.type !== 'failed') sample();
      if (message.type === 'ready') child.send({ type: 'go' });
      else said ??= message;
      if (message.type === 'failed') killGroup(child);
    });
    child.once('error', reject);
    // A server that was left behind would hold stderr open for ever.
    child.once('exit', () => killGroup(child));
    child.once('close', (code, signal) => {
      if (code === 0 && said?.type === 'performed') resolve(said);
      else if (said?.type === 'failed') reject(new Error(said.reason));
      else reject(new Error(stderr.trim().split('\n').at(-1) || `it ended with ${code ?? signal}`));
    });
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
}

/** What files take: holes do not count, nor what was reserved beyond the end, nor the log of a database left open. */
function sizeOf(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  for (const path of paths.filter((name) => name.endsWith('.db'))) {
    const db = new Database(path);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  }
  return paths
    .flatMap((path) => statSync(path, { throwIfNoEntry: false }) ?? [])
    .reduce((sum, { size, blocks }) => sum + Math.min(size, blocks * 512), 0);
}
