/** What runs spent by day, person and project: folded with every append, and read over runs. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import { emptyView, foldView } from '../../../runs/view/index.ts';
import { created } from '../events.ts';
import { recorded, recordings } from '../history/record.ts';
import { openTemporary, tamper, temporaryFolder } from './folder.ts';

const dayMs = 86_400_000;
const day = 20_000;
const ada = 'ada@example.org';

const begun = (run: string, starter = ada): RunEvent => ({ ...created, run, starter, at: day * dayMs });
const at = (when: number, attempt = 1) => ({ at: when, frame: '', step: 'a', attempt });
const started = (plan?: object, when = day * dayMs): RunEvent => ({
  type: 'step.started',
  ...at(when),
  visit: 1,
  ...(plan && { plan }),
});
const spent = (costMicroUsd: number | undefined, when = day * dayMs): RunEvent => ({
  type: 'usage.reported',
  ...at(when),
  usage: { input: 1, output: 1, ...(costMicroUsd !== undefined && { costMicroUsd }) },
});
const over = (when = day * dayMs): RunEvent => ({ type: 'step.finished', ...at(when), outcome: 'done' });

/** Appends after what is there. */
const append = (journal: OpenJournal, run: string, ...events: RunEvent[]) =>
  journal.append(run, journal.head(run).seq, 0, events);

describe('what other runs spent on a day', () => {
  test('is the sum of what they reported, of one person and of all', async () => {
    const journal = openTemporary();
    await append(journal, 'mine', begun('mine'), spent(1));
    await append(journal, 'hers', begun('hers'), spent(20), spent(300));
    await append(journal, 'his', begun('his', 'bob@example.org'), spent(4000));
    await append(journal, 'hers', spent(50_000));
    expect(await journal.elsewhere('mine', ada, day)).toEqual({
      day,
      userMicroUsd: 50_320,
      projectMicroUsd: 54_320,
    });
    expect(await journal.elsewhere('his', 'bob@example.org', day)).toMatchObject({ userMicroUsd: 0 });
  });

  test('is nothing where there is no run, nor on another day', async () => {
    const journal = openTemporary();
    const nothing = { userMicroUsd: 0, projectMicroUsd: 0 };
    expect(await journal.elsewhere('mine', ada, day)).toEqual({ day, ...nothing });
    await append(journal, 'hers', begun('hers'), spent(20, (day + 1) * dayMs - 1), spent(300, (day + 1) * dayMs));
    expect(await journal.elsewhere('mine', ada, day)).toMatchObject({ userMicroUsd: 20 });
    expect(await journal.elsewhere('mine', ada, day + 1)).toMatchObject({ userMicroUsd: 300 });
    expect(await journal.elsewhere('mine', ada, day + 2)).toEqual({ day: day + 2, ...nothing });
  });

  test('is unknown where a report did not say it, for whom it belongs to', async () => {
    const journal = openTemporary();
    await append(journal, 'his', begun('his', 'bob@example.org'), spent(undefined), spent(7));
    expect(await journal.elsewhere('mine', ada, day)).toEqual({ day, userMicroUsd: 0 });
    expect(await journal.elsewhere('mine', 'bob@example.org', day)).toEqual({ day });
  });

  test.each<[string, RunEvent]>([
    ['is done', over()],
    ['has failed', { type: 'attempt.failed', ...at(day * dayMs), error: { code: 'failed', message: 'no' } }],
    ['was cancelled', { type: 'step.cancelled', ...at(day * dayMs) }],
    ['was sent back', { type: 'review.reworked', ...at(day * dayMs), round: 1, findings: [], result: {} }],
  ])('is unknown once a session %s without a report', async (_, end) => {
    const journal = openTemporary();
    await append(journal, 'hers', begun('hers'), started({ agent: 'ada' }));
    expect(await journal.elsewhere('mine', ada, day)).toMatchObject({ userMicroUsd: 0 });
    await append(journal, 'hers', end);
    expect(await journal.elsewhere('mine', ada, day)).toEqual({ day });
    expect(await journal.elsewhere('mine', ada, day + 1)).toMatchObject({ userMicroUsd: 0 });
  });

  test('is known of a session that did report, and of steps that are none', async () => {
    const journal = openTemporary();
    await append(journal, 'hers', begun('hers'), started({ agent: 'ada' }), spent(7), over());
    await append(journal, 'hers', started({ run: ['true'] }), over(), started(), over());
    expect(await journal.elsewhere('mine', ada, day)).toMatchObject({ userMicroUsd: 7 });
  });

  test('does not count an append that was not carried out', async () => {
    const journal = openTemporary();
    const report = { ...spent(7), fact: 'usage 1' };
    await append(journal, 'hers', begun('hers'), report);
    expect(await append(journal, 'hers', report)).toMatchObject({ status: 'already' });
    expect(await journal.append('hers', 0, 0, [spent(7)])).toMatchObject({ status: 'conflict' });
    expect(await journal.elsewhere('mine', ada, day)).toMatchObject({ userMicroUsd: 7 });
  });

  test('is unknown rather than wrong where the amounts are absurd, and the runs go on', async () => {
    const journal = openTemporary();
    const most = Number.MAX_SAFE_INTEGER;
    await append(journal, 'hers', begun('hers'), spent(most), spent(most));
    await append(journal, 'hers2', begun('hers2'), spent(most));
    expect(await journal.elsewhere('hers2', ada, day)).toMatchObject({ userMicroUsd: most });
    expect(await journal.elsewhere('mine', ada, day)).toEqual({ day });
  });
});

describe('what a run has spent', () => {
  test('stands with it in the list, over all days', async () => {
    const journal = openTemporary();
    await append(journal, 'hers', begun('hers'), spent(20), spent(300), spent(4000, (day + 1) * dayMs));
    await append(journal, 'his', begun('his', 'bob@example.org'), spent(7), spent(undefined));
    journal.createRun({ run: 'none', key: 'k', workflow: 'w', file: 'f', repo: 'r', createdAt: 1 });
    const costs = journal.list().map(({ run, cost }) => [run, cost]);
    expect(costs).toEqual([
      ['none', { known: true, microUsd: 0 }],
      ['his', { known: false, microUsd: 7 }],
      ['hers', { known: true, microUsd: 4320 }],
    ]);
    expect(journal.meta('hers')?.cost).toEqual({ known: true, microUsd: 4320 });
  });

  test.each(recordings)('is what its view says: %s', async (name) => {
    const { events } = recorded(name);
    const [first] = events;
    if (first?.type !== 'run.created') throw new Error(`${name} does not begin`);
    const journal = openTemporary();
    await append(journal, first.run, ...events);
    const view = emptyView();
    for await (const envelope of journal.read(first.run)) foldView(view, envelope);
    expect(view.cost.microUsd).toBeGreaterThan(0);
    expect(view.cost).toMatchObject(journal.meta(first.run)!.cost);
  });
});

test('runs of an older omni are counted from what they have journaled', async () => {
  const folder = temporaryFolder();
  const before = openTemporary(folder);
  await append(before, 'hers', begun('hers'), spent(20), spent(300), spent(4000, (day + 1) * dayMs));
  await append(before, 'his', begun('his', 'bob@example.org'), spent(undefined));
  before.createRun({ run: 'none', key: 'k', workflow: 'w', file: 'f', repo: 'r', createdAt: 1 });
  before.close();
  tamper(folder, (db) => {
    db.pragma('foreign_keys = OFF');
    const later = ['tokens', 'browsers', 'refusals', 'acts', 'comments', 'writes', 'servers'];
    for (const table of [...later, 'spending', 'unheard']) db.exec(`DROP TABLE ${table}`);
    db.exec('DROP INDEX runs_asking');
    db.exec('ALTER TABLE runs DROP COLUMN starter');
    db.pragma('user_version = 1');
  });
  const journal = openTemporary(folder);
  expect(await journal.elsewhere('mine', ada, day)).toEqual({ day, userMicroUsd: 320 });
  expect(await journal.elsewhere('mine', ada, day + 1)).toMatchObject({ userMicroUsd: 4000, projectMicroUsd: 4000 });
});
