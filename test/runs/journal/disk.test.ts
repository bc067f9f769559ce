/**
 * The journal on a disk that fails: full, read-only, answering with errors. What needs a mount or strace is skipped,
 * with the reason in the test's name, where these are missing or not allowed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../runs/journal/database.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { journalOver } from '../../../runs/journal/open.ts';
import { created, finished, history, run, stepPair } from '../events.ts';
import { startChild, whyMissing } from './children.ts';
import { afterwards, openTemporary, readAll, temporaryFolder } from './folder.ts';

const withCode = (code: string) => expect.objectContaining({ code, help: expect.any(String) });

/** Everything is slow under strace. */
const timeout = 300_000;

const noMount = whyNoMount();
const noStrace = whyMissing('strace', ['-f', '-e', 'trace=fsync', 'true']);
const named = (name: string, missing: string | undefined) => (missing ? `${name} (skipped: ${missing})` : name);

function whyNoMount(): string | undefined {
  const probe = '/tmp/omni-mount-probe';
  mkdirSync(probe, { recursive: true });
  try {
    const missing = whyMissing('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe]);
    if (missing === undefined) execFileSync('umount', [probe]);
    return missing;
  } finally {
    rmSync(probe, { recursive: true });
  }
}

function mountedFolder(sizeKib: number): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'tmpfs', folder]);
  afterwards(() => execFileSync('umount', [folder]));
  return folder;
}

/** Appends pairs of events until that fails; answers how many events were acknowledged, and the failure. */
async function fill(journal: ReturnType<typeof openJournal>): Promise<{ acknowledged: number; error: unknown }> {
  let { seq } = journal.head(run);
  for (let index = seq; ; index++) {
    try {
      const answer = await journal.append(run, seq, 0, stepPair(index));
      seq = answer.seq;
    } catch (error) {
      return { acknowledged: seq, error };
    }
  }
}

describe('a full disk', () => {
  test.skipIf(noMount)(named('loses no acknowledged event, and goes on when there is room', noMount), async () => {
    const folder = mountedFolder(1_024);
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(400_000));
    const journal = openTemporary(folder);
    const first = await fill(journal);
    expect(first.error).toEqual(withCode('OMNI6003'));
    expect((await readAll(journal, run)).length).toBe(first.acknowledged);
    const again = await fill(journal);
    expect(again.error).toEqual(withCode('OMNI6003'));
    expect(again.acknowledged).toBeGreaterThanOrEqual(first.acknowledged);

    rmSync(ballast);
    const { seq } = journal.head(run);
    expect(seq).toBe(again.acknowledged);
    expect(await journal.append(run, seq, 0, [finished])).toEqual({ status: 'appended', seq: seq + 1 });
    journal.close();
    expect((await readAll(openTemporary(folder), run)).length).toBe(seq + 1);
  });

  test.skipIf(noMount)(named('that has no room for a journal says so', noMount), () => {
    const folder = mountedFolder(64);
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(60_000));
    expect(() => openJournal({ folder })).toThrowError(withCode('OMNI6003'));
  });

  test('is met by a database that may not grow, without half a batch', async () => {
    const folder = temporaryFolder();
    const db = openDatabase(folder);
    db.pragma('max_page_count = 40');
    const journal = journalOver(db, Date.now);
    const { acknowledged, error } = await fill(journal);
    expect(error).toEqual(withCode('OMNI6003'));
    expect(acknowledged).toBeGreaterThan(0);
    expect((await readAll(journal, run)).length).toBe(acknowledged);
    await expect(journal.append('another', 0, 0, history(100))).rejects.toEqual(withCode('OMNI6003'));
    db.pragma('max_page_count = 1000');
    const seq = acknowledged + 1;
    expect(await journal.append(run, acknowledged, 0, [finished])).toEqual({ status: 'appended', seq });
    journal.close();
    const reopened = openTemporary(folder);
    expect((await readAll(reopened, run)).length).toBe(seq);
    expect(await readAll(reopened, 'another')).toEqual([]);
  });
});

describe('a read-only folder', () => {
  test.skipIf(noMount)(named('is refused with what to do, and reading loses nothing', noMount), async () => {
    const folder = mountedFolder(4_096);
    const journal = openJournal({ folder });
    await journal.append(run, 0, 0, history(3));
    journal.close();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    expect(() => openJournal({ folder })).toThrowError(withCode('OMNI6004'));
    expect(() => openJournal({ folder: join(folder, 'deeper') })).toThrowError(withCode('OMNI6004'));
    execFileSync('mount', ['-o', 'remount,rw', folder]);
    expect((await readAll(openTemporary(folder), run)).length).toBe(7);
  });
});

describe('a disk that answers with errors', { timeout }, () => {
  // SQLite may be built with either of the two that sync.
  const calls = ['fsync,fdatasync', 'pwrite64'] as const;
  test.skipIf(noStrace).each(calls)(named('loses no acknowledged event (%s)', noStrace), async (call) => {
    const folder = temporaryFolder();
    const journal = openJournal({ folder });
    await journal.append(run, 0, 0, [created]);
    journal.close();
    // The first calls belong to opening; from the 40th on every one fails.
    const inject = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `inject=${call}:error=EIO:when=40+`];
    const child = startChild('appender.ts', [folder, run, '100'], inject);
    await child.ended;
    expect(child.lines.at(-1)).toBe('OMNI6014');
    const acknowledged = child.lines.slice(1, -1).map(Number);
    const found = (await readAll(openTemporary(folder), run)).length;
    expect(found).toBeGreaterThanOrEqual(acknowledged.at(-1) ?? 1);
    // What was not acknowledged is at most the one append that failed.
    expect(found).toBeLessThanOrEqual((acknowledged.at(-1) ?? 1) + 1);
  });
});

describe('durability', { timeout }, () => {
  test.skipIf(noStrace)(named('costs one fsync an append', noStrace), async () => {
    const [few, many] = [await countSyncs(100), await countSyncs(600)];
    const each = (many - few) / 500;
    console.info(`fsyncs per sequential append: ${each}`);
    expect(each).toBeGreaterThanOrEqual(1);
    expect(each).toBeLessThanOrEqual(1.05);
  });
});

async function countSyncs(appends: number): Promise<number> {
  const folder = temporaryFolder();
  const trace = join(temporaryFolder(), 'trace');
  const child = startChild(
    'appender.ts',
    [folder, run, String(appends)],
    [...['strace', '-f', '-qq', '-o', trace, '-e', 'trace=fsync,fdatasync']],
  );
  await child.ended;
  expect(child.lines.at(-1)).toBe('closed');
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /sync\(/.test(line)).length;
}
