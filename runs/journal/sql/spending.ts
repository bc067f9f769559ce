/** The statements on what runs spent. */
import type { Database } from 'better-sqlite3';

export function updateStarter(db: Database): (run: number, starter: string) => void {
  const statement = db.prepare('UPDATE runs SET starter = ? WHERE id = ?');
  return (run, starter) => void statement.run(starter, run);
}

/** `unknown` counts what nobody knows the cost of. No report is so absurd that its run can not be written down. */
export function addSpending(db: Database): (run: number, day: number, microUsd: number, unknown: number) => void {
  const statement = db.prepare(
    `INSERT INTO spending (run, day, micro_usd, unknown) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET micro_usd = min(micro_usd + excluded.micro_usd, 9007199254740991), unknown = unknown + excluded.unknown`,
  );
  return (run, day, microUsd, unknown) => void statement.run(run, day, microUsd, unknown);
}

/** A session has begun of which no cost was heard. */
export function insertUnheard(db: Database): (run: number, frame: string, step: string) => void {
  const statement = db.prepare('INSERT INTO unheard (run, frame, step) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return (run, frame, step) => void statement.run(run, frame, step);
}

/** @returns whether there was one. */
export function deleteUnheard(db: Database): (run: number, frame: string, step: string) => boolean {
  const statement = db.prepare('DELETE FROM unheard WHERE run = ? AND frame = ? AND step = ?');
  return (run, frame, step) => statement.run(run, frame, step).changes > 0;
}

export interface SpentRow {
  readonly project: number;
  readonly projectUnknown: number;
  readonly user: number;
  readonly userUnknown: number;
}

/** By all runs but one, on one day. */
export function selectSpentElsewhere(db: Database): (run: string, starter: string, day: number) => SpentRow {
  const statement = db.prepare<{ run: string; starter: string; day: number }, SpentRow>(
    `SELECT coalesce(sum(micro_usd), 0) AS project, coalesce(sum(unknown), 0) AS projectUnknown,
       coalesce(sum(micro_usd) FILTER (WHERE starter = @starter), 0) AS user,
       coalesce(sum(unknown) FILTER (WHERE starter = @starter), 0) AS userUnknown
     FROM spending JOIN runs ON runs.id = spending.run WHERE day = @day AND runs.run <> @run`,
  );
  return (run, starter, day) => statement.get({ run, starter, day })!;
}
