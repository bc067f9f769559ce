/**
 * What can go wrong with the database file, in words. SQLite's codes stay in here: everybody else sees an `OmniError`
 * that says what happened and what to do. An error that is none of these is a mistake of ours and passes unchanged.
 */
import Database from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';

type Failure = { readonly code: `OMNI${number}`; readonly message: (file: string) => string; readonly help: string };

const full: Failure = {
  code: 'OMNI6003',
  message: (file) => `There is no room left for the journal ${file}.`,
  help: 'Nothing was lost: free some space on this disk, then continue with `omni resume`.',
};
const readOnly: Failure = {
  code: 'OMNI6004',
  message: (file) => `The journal ${file} cannot be opened for writing.`,
  help: 'Make the folder and the files in it writable for you, or point OMNI_HOME to a folder that is.',
};
const corrupt: Failure = {
  code: 'OMNI6001',
  message: (file) => `The journal ${file} is damaged, or no journal at all.`,
  help: 'Restore it from a copy, or move it away: omni then begins an empty one.',
};
const busy: Failure = {
  code: 'OMNI6013',
  message: (file) => `The journal ${file} was locked by another process for too long.`,
  help: 'Another omni, or a backup, is writing to it. Try again when it is done.',
};
const disk: Failure = {
  code: 'OMNI6014',
  message: (file) => `The disk answered with an error when the journal ${file} was read or written.`,
  help: 'What was journaled before is safe. Check the disk, then continue with `omni resume`.',
};

/** By the code's prefix; the first that fits counts. Running out of room while the shared index grows is no I/O error. */
const failures: readonly (readonly [prefix: string, Failure])[] = [
  ['SQLITE_FULL', full],
  ['SQLITE_IOERR_SHMSIZE', full],
  ['SQLITE_READONLY', readOnly],
  ['SQLITE_CANTOPEN', readOnly],
  ['SQLITE_PERM', readOnly],
  ['SQLITE_CORRUPT', corrupt],
  ['SQLITE_NOTADB', corrupt],
  ['SQLITE_BUSY', busy],
  ['SQLITE_LOCKED', busy],
  ['SQLITE_PROTOCOL', busy],
  ['SQLITE_IOERR', disk],
];

/** The `OmniError` for an error of SQLite, or the error itself where it is none. */
export function explainFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const failure = failures.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (failure === undefined) return error;
  return new OmniError(failure.code, failure.message(file), { cause: error, help: failure.help });
}

/** Runs `work` against the open database `file` and explains what SQLite throws. */
export function guarded<T>(db: Database.Database, work: () => T): T {
  if (!db.open) throw new OmniError('OMNI6011', `The journal ${db.name} was closed.`);
  try {
    return work();
  } catch (error) {
    throw explainFailure(error, db.name);
  }
}
