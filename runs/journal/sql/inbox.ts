/** The statements on the inbox. */
import type { Database } from 'better-sqlite3';

export function insertFact(db: Database): (run: number, fact: string, postedAt: number) => void {
  const statement = db.prepare('INSERT INTO inbox (run, fact, posted_at) VALUES (?, ?, ?)');
  return (run, fact, postedAt) => void statement.run(run, fact, postedAt);
}

/** In the order in which they were posted. */
export function selectFacts(db: Database): (run: number) => { id: number; fact: string }[] {
  const statement = db.prepare<[number], { id: number; fact: string }>(
    'SELECT id, fact FROM inbox WHERE run = ? ORDER BY id',
  );
  return (run) => statement.all(run);
}

export function hasFact(db: Database): (run: number, id: string) => boolean {
  const statement = db.prepare<[number, string], number>(
    "SELECT 1 FROM inbox WHERE run = ? AND json_extract(fact, '$.id') = ? LIMIT 1",
  );
  return (run, id) => statement.get(run, id) !== undefined;
}

export function deleteFact(db: Database): (id: number) => void {
  const statement = db.prepare('DELETE FROM inbox WHERE id = ?');
  return (id) => void statement.run(id);
}
