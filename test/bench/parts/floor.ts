/**
 * The floor under every durable step: one row a transaction in SQLite, WAL and FULL, with nothing around it. A disk
 * that others use is ten times slower from one second to the next, so one sample before the engine would compare two
 * different disks: a part of the sample is taken before each part of the engine's work, in the same process.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What a step leaves in the journal: a result of 300 bytes, and who, where and when. */
const rowBytes = 450;
const warmUpRows = 50;

export interface Floor {
  /** Commits so many rows, one by one. Synchronous. */
  sample(rows: number): void;
  /** Of all samples so far. */
  perSecond(): number;
  /** Milliseconds that the samples took. */
  spentMs(): number;
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
  let [count, ms] = [0, 0];
  return {
    sample(rows) {
      const from = performance.now();
      for (let row = 0; row < rows; row++) insert.run(body);
      ms += performance.now() - from;
      count += rows;
    },
    perSecond: () => (count * 1000) / ms,
    spentMs: () => ms,
    close: () => db.close(),
  };
}
