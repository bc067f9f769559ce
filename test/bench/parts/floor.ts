/**
 * The floor under every durable step: one row a transaction in SQLite, WAL and FULL, with nothing around it. A disk
 * that others use is ten times slower from one second to the next, so one sample before the engine would compare two
 * different disks: a part of the sample is taken before each part of the engine's work, in the same process.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { cpuUs } from './cpu.ts';
import type { Spent } from './engine.ts';

/** What a step leaves in the journal: a result of 300 bytes, and who, where and when. */
const rowBytes = 450;
const warmUpRows = 50;

export interface Floor {
  /** Commits so many rows, one by one. Synchronous. */
  sample(rows: number): void;
  /** Of all samples so far. */
  perSecond(): number;
  cpuUsPerRow(): number;
  /** What the samples took, all together. */
  spent(): Spent;
  close(): void;
}

export function openFloor(folder: string): Floor {
  const db = new Database(join(folder, 'floor.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');
  const body = 'x'.repeat(rowBytes);
  for (let row = 0; row < warmUpRows; row++) insert.run(body);
  let [count, ms, us] = [0, 0, 0];
  return {
    sample(rows) {
      const [from, before] = [performance.now(), cpuUs()];
      for (let row = 0; row < rows; row++) insert.run(body);
      ms += performance.now() - from;
      us += cpuUs() - before;
      count += rows;
    },
    perSecond: () => (count * 1000) / ms,
    cpuUsPerRow: () => us / count,
    spent: () => ({ ms, cpuUs: us }),
    close: () => db.close(),
  };
}

/** The rate of `count` steps, and its ratio; `all` includes the samples that were taken in between. */
export function overFloor(count: number, all: Spent, floor: Floor): Record<string, number> {
  const samples = floor.spent();
  const rate = (count * 1000) / (all.ms - samples.ms);
  return {
    ratio: rate / floor.perSecond(),
    steps_per_s: rate,
    floor_per_s: floor.perSecond(),
    cpu_us: (all.cpuUs - samples.cpuUs) / count,
    floor_cpu_us: floor.cpuUsPerRow(),
  };
}
