/** Browsers that were let in, by the hash of their cookie: they stay in when the server is started again. */
import type { Database } from 'better-sqlite3';
import { guarded } from '../journal/failures.ts';
import { hashOf, makeSecret } from './secrets.ts';

/** The owner's; others stay in for as long as their token. */
export const ownersStayMs = 30 * 24 * 3_600_000;

export interface Browsers {
  /** Answers the secret for its cookie. `token` is what it came with; absent: the owner's, by the printed link. */
  admit(until: number, token?: string): string;
  /** What the cookie stands for. Undefined: nothing, or no longer. Whether the token still lives is not looked at. */
  find(secret: string): { readonly token?: string } | undefined;
  /** Whoever has this cookie is out. */
  forget(secret: string): void;
  /** All browsers of the owner but this one are out; answers how many. */
  forgetOwners(but: string): number;
}

export function createBrowsers(db: Database, clock: () => number): Browsers {
  const prune = db.prepare('DELETE FROM browsers WHERE until <= ?');
  const insert = db.prepare('INSERT INTO browsers (hash, token, until) VALUES (?, ?, ?)');
  const select = db.prepare<[Buffer, number], { token: string | null }>(
    'SELECT token FROM browsers WHERE hash = ? AND until > ?',
  );
  const remove = db.prepare('DELETE FROM browsers WHERE hash = ?');
  const removeOwners = db.prepare('DELETE FROM browsers WHERE token IS NULL AND hash <> ?');
  return {
    admit(until, token) {
      const secret = makeSecret();
      const work = db.transaction(() => {
        prune.run(clock());
        insert.run(hashOf(secret), token ?? null, until);
      });
      guarded(db, () => work.immediate());
      return secret;
    },
    find(secret) {
      // By its hash, which whoever guesses cannot come near to step by step.
      const row = guarded(db, () => select.get(hashOf(secret), clock()));
      return row && (row.token === null ? {} : { token: row.token });
    },
    forget: (secret) => void guarded(db, () => remove.run(hashOf(secret))),
    forgetOwners: (but) => guarded(db, () => removeOwners.run(hashOf(but)).changes),
  };
}
