/** The journal after its process was killed in the middle of its work, with its WAL intact and with it cut or flipped. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../../runs/journal/index.ts';
import { OmniError } from '../../../schema/error.ts';
import { run } from '../events.ts';
import { startChild } from './children.ts';
import { readAll, temporaryFolder } from './folder.ts';

/** The files of a journal whose process was killed after `acknowledged` appends, as it left them. */
async function killedAfter(appends: number): Promise<{ folder: string; acknowledged: number }> {
  const folder = temporaryFolder();
  const child = startChild('appender.ts', [folder, run, '1000000']);
  await child.line(appends);
  child.process.kill('SIGKILL');
  await child.ended;
  return { folder, acknowledged: Number(child.lines.at(-1)) };
}

/** Only the database and its WAL: the shared index is rebuilt from them. */
function copyOf(folder: string): string {
  const copy = temporaryFolder();
  mkdirSync(copy, { recursive: true });
  for (const name of ['journal.db', 'journal.db-wal']) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
  }
  return copy;
}

/** How many events there are; a refusal by its code. */
async function readBack(folder: string): Promise<number | string> {
  try {
    const journal = openJournal({ folder });
    try {
      const seqs = (await readAll(journal, run)).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      return seqs.length;
    } finally {
      journal.close();
    }
  } catch (error) {
    if (error instanceof OmniError) return error.code;
    throw error;
  }
}

/** xorshift32: the same places in every run of the test. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Hundreds of journals are opened, on a machine that may be busy. */
const timeout = 300_000;

describe('after kill -9', { timeout }, () => {
  // Before the first event, soon after, and beyond the first checkpoint.
  test.each([0, 1, 7, 40, 700])('no acknowledged event is lost (killed after %i)', async (appends) => {
    const { folder, acknowledged } = await killedAfter(appends);
    const found = await readBack(copyOf(folder));
    // The kill may come between a commit and its acknowledgement.
    expect([acknowledged || 0, (acknowledged || 0) + 1]).toContain(found);
    const journal = openJournal({ folder });
    const { seq } = journal.head(run);
    expect(await journal.append(run, seq, 0, [{ type: 'run.finished', at: 1, frame: '', outcome: 'done' }])).toEqual({
      status: 'appended',
      seq: seq + 1,
    });
    journal.close();
  });

  test('300 cut or flipped WALs give a prefix without a gap, or a clear refusal', async () => {
    const random = randomFrom(20_261_122);
    const outcomes = new Map<string, number>();
    for (const appends of [3, 60, 900]) {
      const { folder, acknowledged } = await killedAfter(appends);
      const bytes = readFileSync(join(folder, 'journal.db-wal'));
      for (let nth = 0; nth < 100; nth++) {
        const copy = copyOf(folder);
        const wal = join(copy, 'journal.db-wal');
        const place = random(bytes.length);
        if (nth % 2 === 0) truncateSync(wal, place);
        else {
          const flipped = Buffer.from(bytes);
          flipped[place] = flipped[place]! ^ (1 << random(8));
          writeFileSync(wal, flipped);
        }
        const found = await readBack(copy);
        if (typeof found === 'number') expect(found).toBeLessThanOrEqual(acknowledged + 1);
        else expect(found).toBe('OMNI6001');
        const kind = typeof found === 'string' ? 'refused' : found < acknowledged ? 'prefix' : 'whole';
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
      }
    }
    // Damage costs the tail, unless it was done to frames that are no longer needed.
    expect(outcomes.get('prefix')).toBeGreaterThan(0);
    console.info('cut or flipped WALs:', Object.fromEntries(outcomes));
  });
});
