/**
 * The shape of the database, one numbered step after another. A step that was released is never changed: what comes
 * later is a new one. `user_version` says how many were made.
 *
 * An event's key is `run << 32 | seq`, so that one b-tree holds the events in order, without an index beside it and
 * without storing either number; `run` and `seq` are there to be read by people. Neither the hash before nor what
 * has a column of its own is stored twice.
 */
import type Database from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';

const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL UNIQUE,
    key TEXT,
    workflow TEXT,
    file TEXT,
    repo TEXT,
    created_at INTEGER,
    status TEXT NOT NULL DEFAULT 'running'
      CHECK (status IN ('running', 'done', 'failed', 'refused', 'skipped', 'cancelled')),
    finished_at INTEGER,
    asks TEXT NOT NULL DEFAULT '[]' CHECK (json_type(asks) = 'array')
  ) STRICT;
  CREATE INDEX runs_unfinished ON runs (key) WHERE status = 'running';

  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    frame TEXT NOT NULL,
    step TEXT,
    visit INTEGER,
    attempt INTEGER,
    type TEXT NOT NULL,
    outcome TEXT,
    fact TEXT,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    run INTEGER GENERATED ALWAYS AS (id >> 32) VIRTUAL,
    seq INTEGER GENERATED ALWAYS AS (id & 0xffffffff) VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX events_fact ON events (run, fact) WHERE fact IS NOT NULL;

  CREATE TABLE blobs (
    hash BLOB PRIMARY KEY NOT NULL,
    deflated INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE leases (
    run INTEGER PRIMARY KEY REFERENCES runs (id),
    epoch INTEGER NOT NULL,
    pid INTEGER,
    started TEXT,
    boot TEXT,
    space TEXT,
    heartbeat_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs (id),
    fact TEXT NOT NULL CHECK (json_valid(fact)),
    posted_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX inbox_run ON inbox (run, id);
  `,
  // What runs spent by day of UTC. A session that is open in `unheard` has not said yet what it costs. Of runs that
  // were there before, the reports are added up; a session that ended without one is counted from now on.
  `
  ALTER TABLE runs ADD COLUMN starter TEXT;
  UPDATE runs SET starter = (
    SELECT json_extract(body, '$.starter') FROM events WHERE events.id = (runs.id << 32) + 1 AND type = 'run.created'
  );

  CREATE TABLE spending (
    day INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    micro_usd INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    PRIMARY KEY (day, run)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO spending (day, run, micro_usd, unknown)
    SELECT at / 86400000, id >> 32,
      sum(coalesce(json_extract(body, '$.usage.costMicroUsd'), 0)),
      sum(json_extract(body, '$.usage.costMicroUsd') IS NULL)
    FROM events WHERE type = 'usage.reported' GROUP BY 1, 2;

  CREATE TABLE unheard (
    run INTEGER NOT NULL REFERENCES runs (id),
    frame TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (run, frame, step)
  ) STRICT, WITHOUT ROWID;
  `,
  // What the status page keeps beside the runs. A secret is kept as its hash; a refusal is of a stranger, and bounded.
  `
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('view', 'comment', 'answer', 'drive')),
    run INTEGER REFERENCES runs (id),
    hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    last_seen_at INTEGER
  ) STRICT;

  CREATE TABLE browsers (
    hash BLOB PRIMARY KEY NOT NULL,
    token TEXT REFERENCES tokens (id),
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refusals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    address TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    host TEXT NOT NULL,
    why TEXT NOT NULL,
    token TEXT
  ) STRICT;

  CREATE TABLE acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    run INTEGER REFERENCES runs (id),
    what TEXT,
    by TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (json_valid(origin))
  ) STRICT;
  CREATE INDEX acts_run ON acts (run, id);

  CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs (id),
    workspace TEXT NOT NULL,
    path TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('old', 'new')),
    line INTEGER NOT NULL,
    quoted TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (json_valid(origin)),
    at INTEGER NOT NULL,
    handed_at INTEGER,
    removed_at INTEGER
  ) STRICT;
  CREATE INDEX comments_run ON comments (run, id) WHERE removed_at IS NULL;

  CREATE TABLE writes (
    who TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER,
    body TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (who, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE servers (
    id INTEGER PRIMARY KEY,
    base TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    boot TEXT NOT NULL,
    space TEXT NOT NULL
  ) STRICT;
  `,
  // A list of runs says what each has spent.
  `
  CREATE INDEX spending_run ON spending (run, micro_usd, unknown);
  `,
  // Every page says what waits for an answer, however many runs there are.
  `
  CREATE INDEX runs_asking ON runs (id) WHERE status = 'running' AND asks <> '[]';
  `,
  // Who is at a write: when they were killed, nobody has to wait for them.
  `
  ALTER TABLE writes ADD COLUMN pid INTEGER;
  ALTER TABLE writes ADD COLUMN started TEXT;
  ALTER TABLE writes ADD COLUMN boot TEXT;
  ALTER TABLE writes ADD COLUMN space TEXT;
  `,
];

/** Brings the database to the newest shape; two processes may do so at once. Throws OMNI6002 for one from the future. */
export function migrate(db: Database.Database): void {
  const version = () => db.pragma('user_version', { simple: true }) as number;
  if (version() > migrations.length) {
    throw new OmniError(
      'OMNI6002',
      `The journal ${db.name} was written by a newer omni (its version is ${version()}).`,
      {
        help: `This omni reads up to version ${migrations.length}: update it, or use another folder with OMNI_HOME.`,
      },
    );
  }
  const step = db.transaction(() => {
    const sql = migrations[version()];
    if (sql === undefined) return;
    db.exec(sql);
    db.pragma(`user_version = ${version() + 1}`);
  });
  while (version() < migrations.length) step.immediate();
}
