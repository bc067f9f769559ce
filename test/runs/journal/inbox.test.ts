import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../engine/facts.ts';
import { created, run } from '../events.ts';
import { openTemporary, temporaryFolder } from './folder.ts';

const cancel = (id: string): Fact => ({ type: 'cancel.requested', id, at: 1, by: 'ada' });

describe('the inbox', () => {
  test('hands facts of other processes to the owner, in order, until they are settled', async () => {
    const folder = temporaryFolder();
    const [owner, other] = [openTemporary(folder), openTemporary(folder)];
    await owner.append(run, 0, 0, [created]);
    await owner.append('run-2', 0, 0, [created]);
    for (const id of ['one', 'two', 'three']) other.post(run, cancel(id));
    other.post('run-2', cancel('elsewhere'));

    const taken = await owner.take(run);
    expect(taken.map(({ fact }) => fact)).toEqual([cancel('one'), cancel('two'), cancel('three')]);
    expect(await owner.take(run)).toEqual(taken);
    await owner.done(taken.slice(0, 2).map(({ row }) => row));
    expect((await owner.take(run)).map(({ fact }) => fact)).toEqual([cancel('three')]);
    expect(await owner.take('nobody')).toEqual([]);
  });

  test('never gives a row the number of another', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, [created]);
    journal.post(run, cancel('one'));
    const [first] = await journal.take(run);
    await journal.done([first!.row]);
    journal.post(run, cancel('two'));
    expect((await journal.take(run))[0]!.row).toBeGreaterThan(first!.row);
  });

  test('knows what was left before: while it waits, and once something came of it', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, [created]);
    expect(journal.posted(run, 'one')).toBe(false);
    journal.post(run, cancel('one'));
    expect(journal.posted(run, 'one')).toBe(true);
    const [row] = await journal.take(run);
    await journal.append(run, 1, 0, [
      { type: 'scope.cancelled', at: 1, frame: '', why: 'cancelled', by: 'ada', fact: 'inbox:one' },
    ]);
    await journal.done([row!.row]);
    expect(journal.posted(run, 'one')).toBe(true);
    // A fact of the engine's own world is none that was left.
    expect(journal.posted(run, 'requested')).toBe(false);
    expect(journal.posted('nobody', 'one')).toBe(false);
  });

  test('takes nothing for a run that nobody knows', () => {
    const journal = openTemporary();
    expect(() => journal.post('nobody', cancel('one'))).toThrowError(expect.objectContaining({ code: 'OMNI6006' }));
  });
});
