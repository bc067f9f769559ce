/** The statements on events. `run` is the small number of a run; an event's key is `run << 32 | seq`. */
import type { Database } from 'better-sqlite3';
import { type EventRow, emptyHead, type Head } from '../row.ts';

const perRun = 2 ** 32;
const key = (run: number, seq: number) => run * perRun + seq;

export function insertEvent(db: Database): (run: number, row: EventRow) => void {
  const statement = db.prepare(
    'INSERT INTO events (id, at, frame, step, visit, attempt, type, outcome, fact, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return (run, { seq, at, frame, step, visit, attempt, type, outcome, fact, body, hash }) =>
    void statement.run(key(run, seq), at, frame, step, visit, attempt, type, outcome, fact, body, hash);
}

/** At most `limit` rows after `seq`, in order. */
export function selectEvents(db: Database): (run: number, seq: number, limit: number) => EventRow[] {
  const statement = db.prepare<[number, number, number], EventRow>(
    `SELECT seq, at, frame, step, visit, attempt, type, outcome, fact, body, hash
     FROM events WHERE id > ? AND id < ? ORDER BY id LIMIT ?`,
  );
  return (run, seq, limit) => statement.all(key(run, seq), key(run + 1, 0), limit);
}

/** Where the chain stands at the row `seq`, or at the last before it; `emptyHead` where there is none. */
export function selectHead(db: Database): (run: number, seq?: number) => Head {
  const statement = db.prepare<[number, number], { seq: number; hash: Buffer }>(
    'SELECT seq, hash FROM events WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT 1',
  );
  return (run, seq = perRun - 1) => {
    const row = statement.get(key(run, 0), key(run, seq));
    return row === undefined ? emptyHead : { seq: row.seq, hash: row.hash.toString('hex') };
  };
}

export function selectSeqOfFact(db: Database): (run: number, fact: string) => number | undefined {
  const statement = db
    .prepare<[number, string], number>('SELECT seq FROM events WHERE run = ? AND fact = ? AND fact IS NOT NULL')
    .pluck();
  return (run, fact) => statement.get(run, fact);
}
