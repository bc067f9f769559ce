/** How a run stands is one thing, on its page, in the list and in the API; and a dead one is told from one that waits. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { standingOf } from '../../../../runs/standing.ts';
import { specOf } from '../../../engine/spec.ts';
import { created, run } from '../../events.ts';
import { journalRun, openDesk } from '../desk.ts';

const spec = specOf([
  { id: 'work', run: 'true' },
  { id: 'ok', approve: 'Go on?' },
]);
const ask = { id: 'r1.1', kind: 'approve', text: 'Go on?' } as const;
const asked: RunEvent = { type: 'step.asked', at: 2_000, frame: '', step: 'ok', visit: 1, asks: [ask] };
const working: RunEvent = { type: 'step.started', at: 1_000, frame: '', step: 'work', visit: 1, attempt: 1 };

test.each([
  ['done', { held: false, waits: true }, 'done'],
  ['running', { held: true, waits: false }, 'running'],
  ['waiting', { held: true, waits: false }, 'running'],
  ['running', { held: true, waits: true }, 'waiting'],
  ['waiting', { held: false, waits: true }, 'waiting'],
  ['running', { held: false, waits: false }, 'stopped'],
  ['waiting', { held: false, waits: false }, 'stopped'],
] as const)('%s and %j is %s', (status, seen, stands) => {
  expect(standingOf(status, seen)).toBe(stands);
});

test('a run that died with a question open waits, is gone on with from its page, and has nothing at work', async () => {
  const drivers = { workflows: async () => [], start: async () => ({ run }), resume: async () => {} };
  const { journal, get } = await openDesk(undefined, { drivers });
  await journalRun(journal, run, spec, [created, working, asked]);
  const dead = await get(`/runs/${run}`);
  expect(dead.body).toContain('Go on with it');
  expect(dead.body).toContain('pill is-waiting');
  const steps = dead.body.slice(dead.body.indexOf('<section id="steps"'), dead.body.indexOf('<section id="machine"'));
  expect(steps).toContain('step is-running');
  expect(steps).not.toContain('data-since');
  expect((await get(`/runs/${run}/talk?step=work`)).body).toContain('Interrupted here');
  expect((await get('/?stands=waiting')).body).toContain(`data-key="${run}"`);

  await journal.acquire(run);
  const driven = await get(`/runs/${run}`);
  expect(driven.body).not.toContain('Go on with it');
  expect(driven.body).toContain('pill is-waiting');
  expect((await get(`/runs/${run}/talk?step=work`)).body).toContain('At work');
  expect((await get('/?stands=waiting')).body).toContain(`data-key="${run}"`);
});

test('one that only waits is not taken for dead', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, spec, [created, asked]);
  expect((await get(`/runs/${run}`)).body).not.toContain('Nobody drives this run');
});
