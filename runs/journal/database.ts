/**
 * Opens the database file and makes sure that a commit means what the journal promises: on disk when it returns.
 * better-sqlite3 is compiled so that WAL alone leaves `synchronous=NORMAL`, which loses commits when the power goes;
 * FULL is therefore set and read back.
 */
import { closeSync, constants, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';
import { explainFailure } from './failures.ts';
import { migrate } from './migrations.ts';

/** How long a statement waits for another process that is writing. */
const busyTimeoutMs = 15_000;
const synchronousFull = 2;

/** The path of the database in a `.omni` folder. */
export function journalFile(folder: string): string {
  return join(folder, 'journal.db');
}

export function openDatabase(folder: string): Database.Database {
  const file = journalFile(folder);
  makeFolder(folder, file);
  makePrivate(file);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: busyTimeoutMs });
    useWal(db);
    db.pragma('synchronous = FULL');
    assertPragma(db, 'journal_mode', 'wal');
    assertPragma(db, 'synchronous', synchronousFull);
    db.pragma('foreign_keys = ON');
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw explainFailure(error, file);
  }
}

function makeFolder(folder: string, file: string): void {
  try {
    if (makeFolders(folder)) keepOutOfGit(folder);
  } catch (error) {
    throw new OmniError('OMNI6004', `The folder of the journal ${file} cannot be made.`, {
      cause: error,
      help: 'Make its parent writable for you, or point OMNI_HOME to a folder that is.',
    });
  }
}

/** One by one, since Node's `recursive` never ends below `/proc`. Whether there was none. */
function makeFolders(folder: string): boolean {
  if (existsSync(folder)) return false;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(folder)) throw error;
  }
  return true;
}

/** What agents read and people said is for its owner alone. The files that SQLite makes beside it take after it. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
  } catch {
    // It is there already, or SQLite will not be able to make it either.
  }
}

/** A new folder may stand in a person's repository, and nothing in it is theirs to commit. */
function keepOutOfGit(folder: string): void {
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

/** SQLite does not wait for others when the first two processes turn on WAL at once; so we do. */
function useWal(db: Database.Database): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; ; waitedMs += 10) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waitedMs >= busyTimeoutMs) throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}

function assertPragma(db: Database.Database, name: string, wanted: string | number): void {
  const found = db.pragma(name, { simple: true });
  if (found === wanted) return;
  throw new OmniError('OMNI6004', `The journal ${db.name} cannot be kept safely: ${name} is ${found}, not ${wanted}.`, {
    help: 'The file system of this folder cannot hold the journal. Point OMNI_HOME to a folder on a local disk.',
  });
}
