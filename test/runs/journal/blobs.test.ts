import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { created, run } from '../events.ts';
import { openTemporary, tamper, temporaryFolder } from './folder.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('blobs', () => {
  test('are found by the hash of their bytes, before and after they are on disk', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    const texts = ['', 'ä', 'x'.repeat(100_000), randomBytes(8_000).toString('latin1')];
    for (const text of texts) expect(await journal.put(text)).toBe(sha256(text));
    for (const text of texts) expect(await journal.get(sha256(text))).toBe(text);
    await journal.append(run, 0, 0, [created]);
    for (const text of texts) expect(await journal.put(text)).toBe(sha256(text));
    const other = openTemporary(folder);
    for (const text of texts) expect(await other.get(sha256(text))).toBe(text);
    expect(await other.get(sha256('never'))).toBeUndefined();
  });

  test('are on disk with the next append, and at the latest when the journal closes', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    const hash = await journal.put('named by the event');
    await journal.append(run, 0, 0, [{ ...created, spec: hash }]);
    expect(await openTemporary(folder).get(hash)).toBe('named by the event');
    const late = await journal.put('named by nothing');
    journal.close();
    expect(await openTemporary(folder).get(late)).toBe('named by nothing');
  });

  test('do not pile up in memory', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    const big = await journal.put('y'.repeat(2 << 20));
    expect((await openTemporary(folder).get(big))?.length).toBe(2 << 20);
    expect(await journal.get(big)).toBe('y'.repeat(2 << 20));
  });

  test('are deflated where it pays', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    await journal.put('z'.repeat(50_000));
    await journal.put(randomBytes(10_000).toString('base64'));
    await journal.put('short');
    journal.close();
    tamper(folder, (db) => {
      const rows = db.prepare('SELECT deflated, length(bytes) AS length FROM blobs ORDER BY length').all();
      expect(rows).toEqual([
        { deflated: 0, length: 5 },
        { deflated: 1, length: expect.any(Number) },
        { deflated: 1, length: expect.any(Number) },
      ]);
    });
  });

  test('are not believed when they were changed', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    const hashes = [await journal.put('plain'), await journal.put('q'.repeat(5_000))];
    await journal.append(run, 0, 0, [created]);
    tamper(folder, (db) => db.exec("UPDATE blobs SET bytes = CAST('other' AS BLOB)"));
    for (const hash of hashes) await expect(journal.get(hash)).rejects.toMatchObject({ code: 'OMNI6001' });
  });
});
