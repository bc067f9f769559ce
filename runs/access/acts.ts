/** What people did that is no fact of a run: with the facts, the whole of who did what and from where. */
import type { Database } from 'better-sqlite3';
import type { Origin, Person } from '../acts/index.ts';
import { guarded } from '../journal/failures.ts';
import { numberOf } from './run-number.ts';

export type ActKind =
  | 'token.created'
  | 'token.revoked'
  | 'browser.joined'
  | 'browsers.left'
  | 'run.started'
  | 'run.resumed'
  | 'comment.added'
  | 'comment.removed'
  | 'comments.handed';

export interface NewAct {
  readonly kind: ActKind;
  readonly run?: string;
  /** What it was done to: the id of a token or a comment, the path of a workflow. */
  readonly what?: string;
}

export interface Act extends NewAct {
  readonly at: number;
  readonly by: string;
  readonly from: Origin;
}

export interface Acts {
  /** Throws OMNI6006: no such run. */
  note(act: NewAct, by: Person): void;
  /** The newest first; of one run, or of all and of none. */
  list(limit: number, run?: string): readonly Act[];
}

interface ActRow {
  readonly at: number;
  readonly kind: ActKind;
  readonly run: string | null;
  readonly what: string | null;
  readonly by: string;
  readonly origin: string;
}

export function createActs(db: Database, clock: () => number): Acts {
  const insert = db.prepare('INSERT INTO acts (at, kind, run, what, by, origin) VALUES (?, ?, ?, ?, ?, ?)');
  const columns = 'SELECT at, kind, runs.run, what, by, origin FROM acts LEFT JOIN runs ON runs.id = acts.run';
  const selectAll = db.prepare<[number], ActRow>(`${columns} ORDER BY acts.id DESC LIMIT ?`);
  const selectOf = db.prepare<[string, number], ActRow>(`${columns} WHERE runs.run = ? ORDER BY acts.id DESC LIMIT ?`);
  const runNumber = numberOf(db);
  return {
    note: ({ kind, run, what }, { name, from }) =>
      guarded(db, () => {
        const number = run === undefined ? null : runNumber(run);
        insert.run(clock(), kind, number, what ?? null, name, JSON.stringify(from));
      }),
    list: (limit, run) =>
      guarded(db, () => (run === undefined ? selectAll.all(limit) : selectOf.all(run, limit))).map(actOf),
  };
}

function actOf({ run, what, origin, ...row }: ActRow): Act {
  return { ...row, from: JSON.parse(origin), ...(run !== null && { run }), ...(what !== null && { what }) };
}
