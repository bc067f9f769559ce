/** All calls of a run, with what the rules came to: filtered, paged, each with the way to its place. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';

const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const rowsOf = (body: string) => [...body.matchAll(/<section id="c(\d+)"/g)].map(([, seq]) => Number(seq));

const spec = specOf([
  { id: 'write', agent: 'claude', prompt: 'Go.' },
  { id: 'read', agent: 'codex', prompt: 'Go.' },
]);
const start = (step: string, agent: string): RunEvent => ({
  type: 'step.started',
  at: 2,
  frame: '',
  step,
  visit: 1,
  attempt: 1,
  plan: { agent },
});
const call = (step: string, id: string, over: object = {}): RunEvent =>
  ({
    type: 'tool.requested',
    at: 3_000,
    frame: '',
    step,
    attempt: 1,
    call: id,
    tool: { kind: 'shell', name: 'shell', input: { command: `make ${id}` } },
    ...over,
  }) as RunEvent;
const denied = { decisions: [{ policy: 'guard', rule: 'no-make', decision: 'deny', reason: 'make is not for you' }] };

async function deskWith(events: readonly RunEvent[]) {
  const desk = await openDesk();
  const begun = [created, start('write', 'claude'), start('read', 'codex')];
  await journalRun(desk.journal, 'r1', spec, [...begun, ...events]);
  return { ...desk, calls: (query = '') => desk.get(`/runs/r1/calls?${query}`) };
}

test('every call stands there, the newest first, with its decision, its rule and the way to its place', async () => {
  const { calls, get } = await deskWith([call('write', 'one'), call('read', 'two', denied)]);
  const { status, body } = await calls();
  expect(status).toBe(200);
  expect(rowsOf(body)).toEqual([5, 4]);
  expect(textOf(body)).toContain('read · codex · rule no-make of guard : make is not for you');
  expect(body).toContain('<span class="pill is-failed">denied</span>');
  const link = /href="(\/runs\/r1\/talk[^"]*)#e5"/.exec(body)![1]!.replaceAll('&amp;', '&');
  expect((await get(link)).body).toContain('<section id="e5"');
});

test('they are filtered by decision, outcome, step, kind and tool; what is no choice counts for nothing', async () => {
  const write = { tool: { kind: 'write', name: 'write', input: { path: 'a' } } };
  const { calls } = await deskWith([call('write', 'one'), call('read', 'two', denied), call('write', 'three', write)]);
  const found = async (query: string) => rowsOf((await calls(query)).body);
  expect(await found('decision=deny')).toEqual([5]);
  expect(await found('outcome=refused')).toEqual([5]);
  expect(await found('step=write')).toEqual([6, 4]);
  expect(await found('tool=write')).toEqual([6]);
  expect(await found('kind=merge')).toEqual([]);
  expect(await found('step=write&tool=shell')).toEqual([4]);
  for (const query of ['decision=__proto__', 'tool=evil', 'kind=', 'before=-1', 'before=1e3', 'step=']) {
    expect([query, await found(query)]).toEqual([query, [6, 5, 4]]);
  }
  expect(textOf((await calls('kind=merge')).body)).toContain('No call is like that.');
  expect((await calls('decision=deny')).body).toContain('<option value="deny" selected>denied</option>');
});

test('they come by pages, each once, and the filter goes with them', async () => {
  const many = Array.from({ length: 150 }, (_, index) => call('write', `c${index}`));
  const { calls } = await deskWith([...many, call('read', 'other')]);
  const seen: number[] = [];
  let query = 'step=write';
  for (let pages = 0; pages < 10; pages++) {
    const { body } = await calls(query);
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    seen.push(...rowsOf(body));
    const next = /<a data-more="below" href="\/runs\/r1\/calls\?([^"]*)"/.exec(body)?.[1];
    if (next === undefined) break;
    query = next.replaceAll('&amp;', '&');
  }
  expect(seen).toEqual(Array.from({ length: 150 }, (_, index) => 153 - index));
});

test('those of a real run are all there', async () => {
  const { journal, get } = await openDesk();
  const { spec, events } = pollyHistory();
  await journalRun(journal, 'r1', spec, events);
  const { body } = await get('/runs/r1/calls');
  const requested = events.filter(({ type }) => /^(tool|merge|turn)\.requested$/.test(type));
  expect(rowsOf(body)).toHaveLength(Math.min(60, requested.length));
  expect(body).toContain('aria-current="page">Tool calls</a>');
});
