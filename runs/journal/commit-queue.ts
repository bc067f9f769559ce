/**
 * Group commit: the writes that are asked for in one turn of the event loop share one transaction, and so one fsync.
 * A turn, not a tick: when a hundred processes end together, each is told of in a callback of its own. Each is still all
 * or nothing by itself: it runs in a savepoint of its own, and resolves only when the transaction is on disk.
 *
 * The queue owns the transaction; a work must not begin or end one.
 */
import type { Database } from 'better-sqlite3';
import { guarded } from './failures.ts';

interface Work {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface CommitHooks {
  /** Runs first in every transaction. */
  prepare(): void;
  /** The transaction is on disk. */
  committed(): void;
  /** Something was undone: whatever is remembered of the database may be wrong. */
  forget(): void;
}

export interface CommitQueue {
  /** Answers what `run` returned once it is durable; rejects, with nothing written, when `run` or the commit fails. */
  commit<T>(run: () => T): Promise<T>;
  /** Commits what is waiting, now. */
  flush(): void;
}

export function createCommitQueue(db: Database, hooks: CommitHooks): CommitQueue {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');
  let waiting: Work[] = [];

  /** Answers what to tell the caller when all is committed. Throws when the transaction itself is lost. */
  const attempt = (work: Work): (() => void) => {
    savepoint.run();
    try {
      const value = work.run();
      release.run();
      return () => work.resolve(value);
    } catch (error) {
      hooks.forget();
      // SQLite gives up the whole transaction when, for one, the disk is full.
      if (!db.inTransaction) throw error;
      undo.run();
      release.run();
      return () => work.reject(error);
    }
  };

  const flush = () => {
    const works = waiting;
    waiting = [];
    if (works.length === 0) return;
    try {
      const answers = guarded(db, () => {
        begin.run();
        hooks.prepare();
        const found = works.map(attempt);
        commit.run();
        hooks.committed();
        return found;
      });
      for (const answer of answers) answer();
    } catch (error) {
      if (db.open && db.inTransaction) rollback.run();
      hooks.forget();
      for (const work of works) work.reject(error);
    }
  };

  return {
    commit: (run) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ run, resolve: resolve as (value: unknown) => void, reject });
      }),
    flush,
  };
}
