import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from '../../runs/audit.ts';
import { openJournal } from '../../runs/journal/index.ts';
import { history, run } from './events.ts';
import { openTemporary, readAll, tamper, temporaryFolder } from './journal/folder.ts';

const steps = 4;
const rows = 1 + 2 * steps;

/** A closed journal with one run of nine events, to be tampered with. */
async function writtenFolder(): Promise<{ folder: string; hashes: readonly string[] }> {
  const folder = temporaryFolder();
  const journal = openJournal({ folder });
  await journal.append(run, 0, 0, history(steps));
  const hashes = (await readAll(journal, run)).map(({ hash }) => hash);
  journal.close();
  return { folder, hashes };
}

async function auditFolder(folder: string, known?: { seq?: number; hash: string }) {
  const journal = openJournal({ folder });
  try {
    return await audit(journal, run, known);
  } finally {
    journal.close();
  }
}

describe('audit', () => {
  test('finds nothing in what was written', async () => {
    const { folder, hashes } = await writtenFolder();
    expect(await auditFolder(folder)).toEqual({ status: 'intact', seq: rows, hash: hashes[rows - 1] });
    for (const [index, hash] of hashes.entries()) {
      expect(await auditFolder(folder, { hash })).toMatchObject({ status: 'intact' });
      expect(await auditFolder(folder, { hash, seq: index + 1 })).toMatchObject({ status: 'intact' });
    }
    expect(await audit(openTemporary(), 'nobody')).toEqual({ status: 'intact', seq: 0, hash: '' });
  });

  test('finds a lost tail and another history by a head that was seen before', async () => {
    const { folder, hashes } = await writtenFolder();
    const known = { seq: rows, hash: hashes[rows - 1]! };
    tamper(folder, (db) => db.exec('DELETE FROM events WHERE seq > 6'));
    expect(await auditFolder(folder)).toMatchObject({ status: 'intact', seq: 6 });
    expect(await auditFolder(folder, known)).toMatchObject({ status: 'broken', seq: 7, reason: 'lost' });
    expect(await auditFolder(folder, { hash: known.hash })).toMatchObject({ status: 'broken', seq: 7, reason: 'lost' });
    const other = { seq: 5, hash: hashes[5]! };
    expect(await auditFolder(folder, other)).toMatchObject({ status: 'broken', seq: 5, reason: 'replaced' });
  });

  test('passes on what is no fault of a row', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, history(1));
    journal.close();
    await expect(audit(journal, run)).rejects.toMatchObject({ code: 'OMNI6011' });
  });

  /** Law 10 of the design, on the rows themselves. */
  test('finds any row before the last that was changed, removed or put in another place', async () => {
    const { folder: pristine } = await writtenFolder();
    await fc.assert(
      fc.asyncProperty(tampering, async (how) => {
        const folder = temporaryFolder();
        copyFileSync(join(pristine, 'journal.db'), join(folder, 'journal.db'));
        tamper(folder, (db) => {
          for (const sql of how.sql) db.exec(sql);
        });
        expect(await auditFolder(folder)).toMatchObject({ status: 'broken', seq: how.firstBad });
      }),
      { numRuns: 200, seed: 10 },
    );
  });
});

interface Tampering {
  readonly sql: readonly string[];
  readonly firstBad: number;
}

const beforeLast = fc.integer({ min: 1, max: rows - 1 });
const at = (seq: number) => `WHERE seq = ${seq}`;
const move = (from: number, to: number) => `UPDATE events SET id = id + ${to - from} ${at(from)}`;

/** Every change leaves a value that is another and that the column admits. */
const changes = [
  'at = at + 1',
  "frame = frame || 'x'",
  "step = coalesce(step || 'x', 'write')",
  'visit = coalesce(visit + 1, 1)',
  'attempt = coalesce(attempt + 1, 1)',
  "type = iif(type = 'step.started', 'step.finished', 'step.started')",
  "outcome = iif(outcome = 'done', 'failed', 'done')",
  "fact = coalesce(fact || 'x', 'made up')",
  "body = '{}' || body",
  "body = iif(body = '{}', '{\"deadline\":1}', '{}')",
  "body = replace(replace(body, 'x', 'y'), '{}', '{\"deadline\":1}')",
  'hash = randomblob(32)',
  'hash = substr(hash, 2)',
  "hash = CAST('' AS BLOB)",
];

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ seq: beforeLast, change: fc.constantFrom(...changes) }).map(({ seq, change }) => ({
    sql: [`UPDATE events SET ${change} ${at(seq)}`],
    firstBad: seq,
  })),
  beforeLast.map((seq) => ({ sql: [`DELETE FROM events ${at(seq)}`], firstBad: seq })),
  beforeLast.map((seq) => ({ sql: [move(seq, rows + 1)], firstBad: seq })),
  fc.uniqueArray(fc.integer({ min: 1, max: rows }), { minLength: 2, maxLength: 2 }).map(([one = 1, other = 2]) => ({
    sql: [move(one, rows + 1), move(other, one), move(rows + 1, other)],
    firstBad: Math.min(one, other),
  })),
);
