/** The end of a run is read once for all who follow it, whole and without a gap, also by those who come late. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { createTails } from '../../../../runs/server/api/tails.ts';
import { openTemporary, temporaryFolder } from '../../journal/folder.ts';
import { journalRun, pollyHistory } from '../desk.ts';

const { spec, events } = pollyHistory();
const seqsOf = (told: readonly { readonly envelope: { readonly seq: number } }[]) =>
  told.map(({ envelope }) => envelope.seq);

async function stage(journaled: readonly RunEvent[]) {
  const journal = openTemporary(temporaryFolder());
  await journalRun(journal, 'r1', spec, journaled);
  let reads = 0;
  const record = {
    head: journal.head,
    meta: journal.meta,
    read: (run: string, from?: number) => {
      reads++;
      return journal.read(run, from);
    },
  };
  return { journal, tails: createTails(record), reads: () => reads };
}

test('at one version of the journal many ask, and it is read once', async () => {
  const { tails, reads } = await stage(events);
  const told = await Promise.all(Array.from({ length: 100 }, () => tails('r1', 1)));
  expect(reads()).toBe(1);
  for (const { events: seen, whole, status } of told) {
    expect(seqsOf(seen)).toEqual(events.map((_, index) => index + 1));
    expect([whole, status]).toEqual([true, 'done']);
  }
});

test('what is new is read from where the last look ended', async () => {
  const { journal, tails } = await stage(events.slice(0, 30));
  expect(seqsOf((await tails('r1', 1)).events).at(-1)).toBe(30);
  await journal.append('r1', 30, 0, events.slice(30, 70));
  const { events: seen } = await tails('r1', 2);
  expect(seqsOf(seen)).toEqual(Array.from({ length: 70 }, (_, index) => index + 1));
});

test('a long run is read in portions, and its end is kept without a gap', async () => {
  const more = Array.from(
    { length: 6_500 },
    (_, index) => ({ type: 'hold.elapsed', at: index + 1, frame: '' }) satisfies RunEvent,
  );
  const { tails } = await stage([...events.slice(0, 1), ...more]);
  let told = await tails('r1', 1);
  let looks = 1;
  for (; !told.whole; looks++) told = await tails('r1', 1);
  expect(looks).toBeGreaterThan(1);
  const seqs = seqsOf(told.events);
  expect(seqs.at(-1)).toBe(6_501);
  expect(seqs.every((seq, index) => index === 0 || seq === seqs[index - 1]! + 1)).toBe(true);
  expect(seqs.length).toBeLessThanOrEqual(5_000);
});

test('of a run that there is not nobody is told anything', async () => {
  const { tails } = await stage([]);
  await expect(tails('r9', 1)).rejects.toMatchObject({ code: 'OMNI6006' });
});
