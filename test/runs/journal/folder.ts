/** Journals in folders that are gone after the test, and a back door to their tables. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach } from 'vitest';
import type { Envelope } from '../../../engine/events.ts';
import type { Journal } from '../../../engine/ports/journal.ts';
import { type OpenJournal, openJournal } from '../../../runs/journal/index.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

/** Runs after the test, the last one first. */
export function afterwards(cleanup: () => void): void {
  cleanups.push(cleanup);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omni-runs-'));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTemporary(folder = temporaryFolder(), clock?: () => number): OpenJournal {
  const journal = openJournal({ folder, ...(clock && { clock }) });
  afterwards(() => journal.close());
  return journal;
}

/** Does to the database what no journal would. */
export function tamper(folder: string, work: (db: Database.Database) => void): void {
  const db = new Database(join(folder, 'journal.db'));
  try {
    work(db);
  } finally {
    db.close();
  }
}

export async function readAll(journal: Pick<Journal, 'read'>, run: string, fromSeq?: number): Promise<Envelope[]> {
  const envelopes: Envelope[] = [];
  for await (const envelope of journal.read(run, fromSeq)) envelopes.push(envelope);
  return envelopes;
}
