/**
 * One live owner a run. A lease spares two processes the surprise; what keeps a run safe is the expected sequence
 * number and the epoch of each append, so it is enough that a lease is usually right.
 *
 * An owner shows that it lives by a heartbeat, in the clock of this machine: `renew` well within `leaseTtlMs`.
 */
import type { Database } from 'better-sqlite3';
import type { LeaseResult, Leases } from '../../engine/ports/journal.ts';
import { guarded } from './failures.ts';
import type { Heads } from './heads.ts';
import { lifeOf, type Owner, thisProcess } from './owner.ts';
import { dropLease, type LeaseRow, selectLease, takeLease, touchLease } from './sql/leases.ts';
import { selectRun } from './sql/runs.ts';

/** An owner that was silent for so long has lost its lease, unless it is known to be dead already. */
export const leaseTtlMs = 30_000;

export interface OpenLeases extends Leases {
  /** Who holds the run and may be alive, in words; undefined when nobody does. */
  holder(run: string): Promise<string | undefined>;
  /** Gives up every lease that was acquired here and still stands. */
  releaseAll(): void;
}

export function createLeases(db: Database, heads: Heads, clock: () => number): OpenLeases {
  const [find, take, touch, drop] = [selectLease(db), takeLease(db), touchLease(db), dropLease(db)];
  const findRun = selectRun(db);
  const held = new Map<number, number>();
  let self: Promise<Owner> | undefined;

  const read = (run: string) =>
    guarded(db, () => {
      const row = findRun(run);
      return row && find(row.id);
    });

  /** In a transaction of its own, with the run's number; the remembered epochs are read again after it. */
  const write = <T>(run: string, work: (id: number) => T): T =>
    guarded(db, () => {
      heads.forget();
      try {
        return db.transaction(() => work(heads.of(run).id)).immediate();
      } finally {
        heads.forget();
      }
    });

  const standing = async (lease: LeaseRow | undefined): Promise<LeaseRow | undefined> => {
    if (lease === undefined || clock() - lease.heartbeatAt > leaseTtlMs) return undefined;
    self ??= thisProcess();
    return (await lifeOf(lease, await self)) === 'dead' ? undefined : lease;
  };

  return {
    async acquire(run): Promise<LeaseResult> {
      self ??= thisProcess();
      const owner = await self;
      for (;;) {
        const found = read(run);
        if ((await standing(found)) !== undefined) return { status: 'busy', holder: describe(found!) };
        // Somebody else may have come first while this one was judged.
        const epoch = write(run, (id) => {
          if (!sameLease(find(id), found)) return undefined;
          const taken = take(id, owner, clock());
          held.set(id, taken);
          return taken;
        });
        if (epoch !== undefined) return { status: 'held', epoch };
      }
    },
    async renew(run, epoch) {
      return write(run, (id) => touch(id, epoch, clock()));
    },
    async release(run, epoch) {
      write(run, (id) => {
        drop(id, epoch);
        if (held.get(id) === epoch) held.delete(id);
      });
    },
    async holder(run) {
      const lease = await standing(read(run));
      return lease && describe(lease);
    },
    releaseAll() {
      for (const [id, epoch] of held) drop(id, epoch);
      held.clear();
    },
  };
}

function sameLease(one: LeaseRow | undefined, other: LeaseRow | undefined): boolean {
  return one?.epoch === other?.epoch && one?.heartbeatAt === other?.heartbeatAt;
}

function describe(lease: LeaseRow): string {
  return `process ${lease.pid} (last seen ${new Date(lease.heartbeatAt).toISOString()})`;
}
