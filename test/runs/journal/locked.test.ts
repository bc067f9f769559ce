import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { journalFile } from '../../../runs/journal/index.ts';
import { created, run } from '../events.ts';
import { openTemporary, temporaryFolder } from './folder.ts';

test('a journal that another process keeps locked is waited for, then said', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const journal = openTemporary(folder);
  await journal.append(run, 0, 0, [created]);
  const other = new Database(journalFile(folder));
  other.exec('BEGIN IMMEDIATE');
  await expect(journal.append('run-2', 0, 0, [created])).rejects.toEqual(expect.objectContaining({ code: 'OMNI6013' }));
  other.exec('ROLLBACK');
  other.close();
  // Nothing is half-written, and the journal goes on.
  expect(await journal.append('run-2', 0, 0, [created])).toEqual({ status: 'appended', seq: 1 });
});
