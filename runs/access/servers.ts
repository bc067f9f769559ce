/** Servers of these runs that listen now: where a link to one leads. */
import type { Database } from 'better-sqlite3';
import { guarded } from '../journal/failures.ts';
import { lifeOf, type Owner, thisProcess } from '../journal/owner.ts';

export interface Servers {
  /** This process listens at `base`, such as `http://127.0.0.1:4664`. Answers how to say that it no longer does. */
  announce(base: string): Promise<() => void>;
  /** Where one listens that lives; the newest of several. Undefined: none does. */
  find(): Promise<string | undefined>;
}

interface ServerRow extends Owner {
  readonly id: number;
  readonly base: string;
}

export function createServers(db: Database): Servers {
  const insert = db.prepare(
    'INSERT INTO servers (base, pid, started, boot, space) VALUES (@base, @pid, @started, @boot, @space)',
  );
  const remove = db.prepare('DELETE FROM servers WHERE id = ?');
  const select = db.prepare<[], ServerRow>('SELECT id, base, pid, started, boot, space FROM servers ORDER BY id DESC');
  const withdraw = (id: number | bigint): void => void guarded(db, () => remove.run(id));
  const find = async (): Promise<string | undefined> => {
    const self = await thisProcess();
    let found: string | undefined;
    for (const { id, base, ...owner } of guarded(db, () => select.all())) {
      const life = await lifeOf(owner, self);
      if (life === 'dead') withdraw(id);
      else if (life === 'alive') found ??= base;
    }
    return found;
  };
  return {
    find,
    async announce(base) {
      // Those that were killed could not say that they are gone.
      await find();
      const self = await thisProcess();
      const { lastInsertRowid } = guarded(db, () => insert.run({ base, ...self }));
      return () => withdraw(lastInsertRowid);
    },
  };
}
