/** Writes with an idempotency key: what was answered once is answered again for a day, and nothing is done twice. */
import type { Database } from 'better-sqlite3';
import { guarded } from '../journal/failures.ts';
import { lifeOf, type Owner, thisProcess } from '../journal/owner.ts';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/**
 * `begun`: do it, then say `end` or `drop`. `answered`: it was done. `busy`: somebody is at it. `other`: the key was
 * used for another request.
 */
export type WriteState =
  | { readonly state: 'begun' | 'busy' | 'other' }
  | { readonly state: 'answered'; readonly answer: Answered };

export interface Writes {
  /**
   * `who` is whose key it is, `request` the hash of what is asked for. What a killed process was at is begun anew: what
   * it left with a run has an id made of the key, and counts once.
   */
  begin(who: string, key: string, request: string): Promise<WriteState>;
  end(who: string, key: string, answer: Answered): void;
  /** Nothing was done: the next one may try. */
  drop(who: string, key: string): void;
}

const keptMs = 24 * 3_600_000;
/** Whoever began a write and said nothing for so long died on the way, also where nobody can look. */
const patienceMs = 2 * 60_000;

interface WriteRow {
  readonly request: string;
  readonly status: number | null;
  readonly body: string | null;
  readonly at: number;
}

interface Claim extends Owner {
  readonly who: string;
  readonly key: string;
}

export function createWrites(db: Database, clock: () => number): Writes {
  const prune = db.prepare('DELETE FROM writes WHERE at <= ? OR (status IS NULL AND at <= ?)');
  const select = db.prepare<[string, string], WriteRow>(
    'SELECT request, status, body, at FROM writes WHERE who = ? AND key = ?',
  );
  const insert = db.prepare(
    `INSERT INTO writes (who, key, request, at, pid, started, boot, space)
     VALUES (@who, @key, @request, @at, @pid, @started, @boot, @space)`,
  );
  const selectClaim = db.prepare<[string, string], Claim>(
    `SELECT who, key, pid, started, boot, space FROM writes
     WHERE who = ? AND key = ? AND status IS NULL AND pid IS NOT NULL`,
  );
  const removeClaim = db.prepare(
    `DELETE FROM writes WHERE who = @who AND key = @key AND status IS NULL
       AND pid = @pid AND started = @started AND boot = @boot AND space = @space`,
  );
  const update = db.prepare('UPDATE writes SET status = ?, body = ? WHERE who = ? AND key = ?');
  const remove = db.prepare('DELETE FROM writes WHERE who = ? AND key = ? AND status IS NULL');
  const begin = db.transaction((who: string, key: string, request: string, owner: Owner): WriteState => {
    const now = clock();
    prune.run(now - keptMs, now - patienceMs);
    const row = select.get(who, key);
    if (row === undefined) {
      insert.run({ who, key, request, at: now, ...owner });
      return { state: 'begun' };
    }
    const { status, body } = row;
    if (row.request !== request) return { state: 'other' };
    return status === null ? { state: 'busy' } : { state: 'answered', answer: { status, body: body ?? '' } };
  });
  return {
    async begin(who, key, request) {
      const self = await thisProcess();
      const claim = guarded(db, () => selectClaim.get(who, key));
      if (claim && (await lifeOf(claim, self)) === 'dead') guarded(db, () => removeClaim.run(claim));
      return guarded(db, () => begin.immediate(who, key, request, self));
    },
    end: (who, key, { status, body }) => void guarded(db, () => update.run(status, body, who, key)),
    drop: (who, key) => void guarded(db, () => remove.run(who, key)),
  };
}
