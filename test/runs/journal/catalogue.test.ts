import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { created, finished, run } from '../events.ts';
import { openTemporary, tamper, temporaryFolder } from './folder.ts';

const meta = (name: string, key: string, createdAt = 1) => ({
  run: name,
  key,
  workflow: 'polly',
  file: 'polly.yaml',
  repo: '/repo',
  createdAt,
});
const ask = { id: `${run}.1`, kind: 'approve', text: 'Merge?' } as const;
const asked: RunEvent = { type: 'step.asked', at: 5, frame: '', step: 'ok', visit: 1, asks: [ask] };

const nothing = { known: true, microUsd: 0 };

describe('the catalogue of runs', () => {
  test('tells what a run was started from and where it stands', async () => {
    const journal = openTemporary();
    journal.createRun(meta(run, 'k'));
    expect(journal.meta(run)).toEqual({ ...meta(run, 'k'), status: 'running', cost: nothing, asks: [] });
    await journal.append(run, 0, 0, [created, asked]);
    const open = { ask, frame: '', step: 'ok', askedAt: 5, waiters: [{ frame: '', step: 'ok' }], grantedBy: [] };
    expect(journal.meta(run)?.asks).toEqual([open]);
    expect(journal.findByAsk(ask.id)?.run).toBe(run);
    await journal.append(run, 2, 0, [finished]);
    const { starter } = created;
    expect(journal.meta(run)).toEqual({
      ...meta(run, 'k'),
      starter,
      status: 'done',
      finishedAt: finished.at,
      cost: nothing,
      asks: [],
    });
    expect(journal.findByAsk(ask.id)).toBeUndefined();
    expect(journal.meta('nobody')).toBeUndefined();
  });

  test('keeps the events that came before the rest was known', async () => {
    const journal = openTemporary();
    await journal.append(run, 0, 0, [created]);
    journal.createRun(meta(run, 'k'));
    expect(journal.head(run).seq).toBe(1);
    expect(journal.list().map(({ key }) => key)).toEqual(['k']);
  });

  test('lists the newest first, narrowed and page by page', async () => {
    const journal = openTemporary();
    for (const name of ['run-1', 'run-2', 'run-3']) journal.createRun(meta(name, name));
    journal.createRun({ ...meta('run-4', 'k'), workflow: 'Debby', file: "/home/50%_'s/d.yaml" });
    await journal.append('run-1', 0, 0, [{ ...created, run: 'run-1', starter: 'Grace' }]);
    const names = (filter: Parameters<typeof journal.list>[0]) => journal.list(filter).map((listed) => listed.run);
    expect(names({})).toEqual(['run-4', 'run-3', 'run-2', 'run-1']);
    expect(names({ limit: 2 })).toEqual(['run-4', 'run-3']);
    expect(names({ limit: 2, before: 'run-3' })).toEqual(['run-2', 'run-1']);
    expect(names({ before: 'nobody' })).toEqual([]);
    expect(names({ workflow: 'polly', before: 'run-3' })).toEqual(['run-2', 'run-1']);
    expect(names({ starter: 'Grace' })).toEqual(['run-1']);
    expect(names({ text: 'GRACE' })).toEqual(['run-1']);
    expect(names({ text: 'debby' })).toEqual(['run-4']);
    // Text is text: nothing in it stands for anything else.
    expect(names({ text: '%' })).toEqual(['run-4']);
    expect(names({ text: "_'S/" })).toEqual(['run-4']);
  });

  test('begins one of two that would be the same, and says which is there', async () => {
    const journal = openTemporary();
    expect(journal.createOnlyRun(meta(run, 'k'))).toBeUndefined();
    expect(journal.createOnlyRun(meta('b', 'k'))).toMatchObject({ run, key: 'k' });
    expect(journal.meta('b')).toBeUndefined();
    // Announced again by whoever begins it after a crash.
    expect(journal.createOnlyRun(meta(run, 'k', 2))).toBeUndefined();
    expect(journal.createOnlyRun(meta('c', 'other'))).toBeUndefined();
    await journal.append(run, 0, 0, [created, finished]);
    expect(journal.createOnlyRun(meta('b', 'k'))).toBeUndefined();
  });

  test('finds the newest unfinished run of a key', async () => {
    const journal = openTemporary();
    for (const [name, key] of Object.entries({ a: 'k', b: 'k', c: 'other' })) journal.createRun(meta(name, key));
    expect(journal.findByKey('k')?.run).toBe('b');
    await journal.append('b', 0, 0, [finished]);
    expect(journal.findByKey('k')?.run).toBe('a');
    await journal.append('a', 0, 0, [finished]);
    expect(journal.findByKey('k')).toBeUndefined();
  });

  test('lists the newest first', () => {
    const journal = openTemporary();
    for (const name of ['a', 'b', 'c']) journal.createRun(meta(name, name));
    expect(journal.list().map((listed) => listed.run)).toEqual(['c', 'b', 'a']);
    expect(journal.list({ limit: 2 }).map((listed) => listed.run)).toEqual(['c', 'b']);
  });

  test('has another version once somebody else has written', async () => {
    const folder = temporaryFolder();
    const [one, other] = [openTemporary(folder), openTemporary(folder)];
    const before = one.version();
    expect(one.version()).toBe(before);
    other.createRun(meta(run, 'k'));
    expect(one.version()).not.toBe(before);
  });

  test('believes no list of asks that it did not write', async () => {
    const folder = temporaryFolder();
    const journal = openTemporary(folder);
    journal.createRun(meta(run, 'k'));
    tamper(folder, (db) => db.exec(`UPDATE runs SET asks = '[{"ask": 1}]'`));
    expect(() => journal.list()).toThrowError(expect.objectContaining({ code: 'OMNI6001' }));
  });
});
