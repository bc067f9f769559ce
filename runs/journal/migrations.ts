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
