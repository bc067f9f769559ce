/** The statements on runs. `asks` is JSON of the open ones: it is written when an ask opens or closes and read by `list`. */
import type { Database } from 'better-sqlite3';

export interface RunRow {
  readonly id: number;
  readonly run: string;
  readonly key: string | null;
  readonly workflow: string | null;
  readonly file: string | null;
  readonly repo: string | null;
  readonly created_at: number | null;
  readonly status: string;
  readonly finished_at: number | null;
  readonly asks: string;
  /** Null until its first event, and in a run from before this was kept. */
  readonly starter: string | null;
  /** What it is known to have spent. */
  readonly micro_usd: number;
  /** How many reports of it said no cost. */
  readonly unknown: number;
}

/** A run with what it spent. */
const rows = `SELECT *,
    (SELECT min(coalesce(sum(micro_usd), 0), 9007199254740991) FROM spending WHERE spending.run = runs.id) AS micro_usd,
    (SELECT coalesce(sum(unknown), 0) FROM spending WHERE spending.run = runs.id) AS unknown
  FROM runs`;

/** Which runs are listed. Each thing that is given narrows them. */
export interface RunFilter {
  /** 50 where no limit is given; of those that ask, all. */
  readonly limit?: number;
  /** Only those that are older than this run. */
  readonly before?: string;
  readonly workflow?: string;
  readonly starter?: string;
  /** Text in the id, the workflow, the file or the starter, whatever the case of its ASCII letters. */
  readonly text?: string;
  /** Only unfinished ones in which something waits for an answer. */
  readonly asking?: true;
}

/** A run is known from its first event on, also when nobody told its file and its key. */
export function insertRun(db: Database): (run: string) => void {
  const statement = db.prepare('INSERT INTO runs (run) VALUES (?) ON CONFLICT DO NOTHING');
  return (run) => void statement.run(run);
}

export function updateRun(
  db: Database,
): (run: { run: string; key: string; workflow: string; file: string; repo: string; createdAt: number }) => void {
  const statement = db.prepare(
    'UPDATE runs SET key = @key, workflow = @workflow, file = @file, repo = @repo, created_at = @createdAt WHERE run = @run',
  );
  return (run) => void statement.run(run);
}

export function finishRun(db: Database): (id: number, status: string, finishedAt: number) => void {
  const statement = db.prepare('UPDATE runs SET status = ?, finished_at = ? WHERE id = ?');
  return (id, status, finishedAt) => void statement.run(status, finishedAt, id);
}

export function updateAsks(db: Database): (id: number, asks: string) => void {
  const statement = db.prepare('UPDATE runs SET asks = ? WHERE id = ?');
  return (id, asks) => void statement.run(asks, id);
}

export function selectRun(db: Database): (run: string) => RunRow | undefined {
  const statement = db.prepare<[string], RunRow>(`${rows} WHERE run = ?`);
  return (run) => statement.get(run);
}

export function selectUnfinished(db: Database): (key: string) => RunRow | undefined {
  const statement = db.prepare<[string], RunRow>(
    `${rows} WHERE key = ? AND status = 'running' ORDER BY id DESC LIMIT 1`,
  );
  return (key) => statement.get(key);
}

/** Newest first. */
export function selectRuns(db: Database): (filter: RunFilter) => RunRow[] {
  const select = (narrow: string) =>
    db.prepare<[object], RunRow>(
      `${rows}
     WHERE ${narrow}(@before IS NULL OR id < (SELECT id FROM runs WHERE run = @before))
       AND (@workflow IS NULL OR workflow = @workflow) AND (@starter IS NULL OR starter = @starter)
       AND (@text IS NULL OR instr(lower(concat_ws(char(10), run, workflow, file, starter)), lower(@text)) > 0)
     ORDER BY id DESC LIMIT @limit`,
    );
  const all = select('');
  // As the index has it, letter for letter: so only those that ask are read.
  const askers = select("status = 'running' AND asks <> '[]' AND ");
  return ({ asking, limit = asking ? -1 : 50, before = null, workflow = null, starter = null, text = null }) =>
    (asking ? askers : all).all({ limit, before, workflow, starter, text });
}

export function selectRunOfAsk(db: Database): (ask: string) => RunRow | undefined {
  const statement = db.prepare<[string], RunRow>(
    `${rows} WHERE status = 'running' AND EXISTS (
       SELECT 1 FROM json_each(runs.asks) WHERE json_extract(value, '$.ask.id') = ?
     ) ORDER BY id DESC LIMIT 1`,
  );
  return (ask) => statement.get(ask);
}
