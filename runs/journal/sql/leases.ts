/** The statements on leases. A released lease keeps its epoch and loses its owner. */
import type { Database } from 'better-sqlite3';
import type { Owner } from '../owner.ts';

export interface LeaseRow extends Owner {
  readonly epoch: number;
  readonly heartbeatAt: number;
}

export function selectEpoch(db: Database): (run: number) => number | undefined {
  const statement = db.prepare<[number], number>('SELECT epoch FROM leases WHERE run = ?').pluck();
  return (run) => statement.get(run);
}

/** The lease of an owner; undefined when nobody holds it. */
export function selectLease(db: Database): (run: number) => LeaseRow | undefined {
  const statement = db.prepare<[number], LeaseRow>(
    'SELECT epoch, pid, started, boot, space, heartbeat_at AS heartbeatAt FROM leases WHERE run = ? AND pid IS NOT NULL',
  );
  return (run) => statement.get(run);
}

/** Makes `owner` the owner, in the next epoch, and answers it. */
export function takeLease(db: Database): (run: number, owner: Owner, heartbeatAt: number) => number {
  const statement = db
    .prepare<[object], number>(
      `INSERT INTO leases (run, epoch, pid, started, boot, space, heartbeat_at)
       VALUES (@run, 1, @pid, @started, @boot, @space, @heartbeatAt)
       ON CONFLICT DO UPDATE SET epoch = epoch + 1, pid = excluded.pid, started = excluded.started,
         boot = excluded.boot, space = excluded.space, heartbeat_at = excluded.heartbeat_at
       RETURNING epoch`,
    )
    .pluck();
  return (run, owner, heartbeatAt) => statement.get({ run, ...owner, heartbeatAt }) as number;
}

/** False when the epoch is over or was released. */
export function touchLease(db: Database): (run: number, epoch: number, heartbeatAt: number) => boolean {
  const statement = db.prepare('UPDATE leases SET heartbeat_at = ? WHERE run = ? AND epoch = ? AND pid IS NOT NULL');
  return (run, epoch, heartbeatAt) => statement.run(heartbeatAt, run, epoch).changes === 1;
}

export function dropLease(db: Database): (run: number, epoch: number) => void {
  const statement = db.prepare('UPDATE leases SET pid = NULL WHERE run = ? AND epoch = ?');
  return (run, epoch) => void statement.run(run, epoch);
}
