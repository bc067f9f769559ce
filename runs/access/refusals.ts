/** Requests that were refused: who tried what, and why it was not done. The newest are kept, and never a secret. */
import type { Database } from 'better-sqlite3';
import { guarded } from '../journal/failures.ts';
import { hideTokens } from './secrets.ts';

export interface Refusal {
  readonly at: number;
  readonly address: string;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly host: string;
  readonly why: string;
  /** The id of the token that was not enough. */
  readonly token?: string;
}

export interface Refusals {
  note(refusals: readonly Refusal[]): void;
  /** The newest first. */
  list(limit: number): readonly Refusal[];
}

/** Rows, of a few hundred bytes at most. */
export const keptRefusals = 10_000;
const longest = 200;

export function createRefusals(db: Database): Refusals {
  const insert = db.prepare(
    `INSERT INTO refusals (at, address, method, path, host, why, token)
     VALUES (@at, @address, @method, @path, @host, @why, @token)`,
  );
  const prune = db.prepare(`DELETE FROM refusals WHERE id <= (SELECT max(id) FROM refusals) - ${keptRefusals}`);
  const select = db.prepare<[number], Omit<Refusal, 'token'> & { token: string | null }>(
    'SELECT at, address, method, path, host, why, token FROM refusals ORDER BY id DESC LIMIT ?',
  );
  const work = db.transaction((refusals: readonly Refusal[]) => {
    for (const { at, address, method, path, host, why, token } of refusals) {
      insert.run({ at, address, method, path: tell(path), host: tell(host), why: tell(why), token: token ?? null });
    }
    prune.run();
  });
  return {
    note: (refusals) => guarded(db, () => work.immediate(refusals)),
    list: (limit) =>
      guarded(db, () => select.all(limit)).map(({ token, ...row }) => ({ ...row, ...(token !== null && { token }) })),
  };
}

/** What a stranger chose: short, and without what they may have put into it by mistake. */
const tell = (text: string): string => hideTokens(text).slice(0, longest);
