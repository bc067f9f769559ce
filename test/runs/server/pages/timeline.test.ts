/** The time line: rows, bars and waits, and what stays small of a run that is large. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created, run } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';
import { expectHarmless, hostileEvents, hostileSpec, sectionOf, textOf } from './hostile.ts';

const polly = pollyHistory();
const rowsOf = (body: string) =>
  [...sectionOf(body, 'timeline').matchAll(/<tr data-key="([^"]+)" class="([^"]+)">([\s\S]*?)<\/tr>/g)].map(
    ([, key, how, html]) => ({ key: key!, how: how!, html: html! }),
  );

test('each step has a row with its attempts, and says in words what the bars show', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  const { body } = await get('/runs/r1/timeline');
  const rows = rowsOf(body);
  const [plan] = rows;
  expect(plan!.key).toBe('step plan');
  expect(plan!.how).toBe('is-done d0');
  expect(plan!.html).toContain('<a href="/runs/r1/talk?step=plan">plan</a>');
  expect(plan!.html).toMatch(/role="group" aria-label="attempt 1 done, from 0, [\d.]+s"/);
  const write = rows.find(({ key }) => key === 'step build@1[0]/write')!;
  expect(write.html.match(/<rect class="attempt"/g)!.length).toBeGreaterThan(1);
  const item = rows.find(({ key }) => key === 'frame build@1[0]')!;
  expect(item.html).toContain('<span>[0]</span> <span class="quiet">Add slugify</span>');
  const approval = rows.find(({ key }) => key === 'step merge_ok')!;
  expect(approval.html).toContain('waited for an answer: Merge ');
  expect(approval.html).toContain('fill="url(#slashes)"');
  expect(body).not.toContain('data-grows');
  expect(body).not.toMatch(/\sstyle=/);
});

const spec = specOf([{ id: 'work', run: 'true' }]);
const start = Date.UTC(2026, 0, 1);
const work = (at: number, more: object) => ({ at: start + at, frame: '', step: 'work', ...more }) as RunEvent;

test('what failed and is tried again is told with its pause', async () => {
  const { journal, get } = await openDesk();
  const error = { code: 'failed', message: 'connection reset' };
  await journalRun(journal, run, spec, [
    { ...created, at: start },
    work(0, { type: 'step.started', visit: 1, attempt: 1 }),
    work(10_000, { type: 'attempt.failed', attempt: 1, error, retryAt: start + 14_000 }),
    work(14_000, { type: 'backoff.elapsed' }),
    work(14_000, { type: 'step.started', visit: 1, attempt: 2 }),
    work(20_000, { type: 'step.finished', attempt: 2, outcome: 'done' }),
    { type: 'run.finished', at: start + 20_000, frame: '', outcome: 'done' },
  ]);
  const [row] = rowsOf((await get(`/runs/${run}/timeline`)).body);
  expect(row!.html).toContain('attempt 1 retry, from 0, 10s, connection reset, paused before the next attempt, 4.0s');
  expect(row!.html).toContain('attempt 2 done, from 14s, 6.0s');
  expect(row!.html).toMatch(/x="0%" width="50%"/);
  expect(row!.html).toMatch(/x="70%" width="30%"/);
  expect(row!.html).toContain('fill="url(#dots)"');
});

test('what goes on grows by itself, and time alone is no change of the page', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, spec, [
    { ...created, at: Date.now() - 60_000 },
    { type: 'step.started', at: Date.now() - 60_000, frame: '', step: 'work', visit: 1, attempt: 1 },
  ]);
  await journal.acquire(run);
  const pages = [await get(`/runs/${run}/timeline`), await get(`/runs/${run}/timeline`)];
  expect(pages[0]!.body).toMatch(/<table class="gantt" data-from="\d+" data-place="0" data-span="[\d.]+">/);
  expect(rowsOf(pages[0]!.body)[0]!.html).toMatch(/data-grows="[\d.]+" width="[\d.]+%"/);
  const versions = pages.map(({ body }) => /data-version="([^"]+)"/.exec(body)![1]);
  expect(versions[0]).toBe(versions[1]);
});

test('a run that nobody drives does not grow', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, spec, [
    { ...created, at: start },
    work(0, { type: 'step.started', visit: 1, attempt: 1 }),
  ]);
  const { body } = await get(`/runs/${run}/timeline`);
  expect(body).not.toContain('data-grows');
  expect(rowsOf(body)[0]!.html).toContain('did not end');
});

test('of a thousand items a few rows are shown, and the rest on asking', async () => {
  const { journal, get } = await openDesk();
  const large = specOf([{ id: 'each', foreach: { item: '${{ [1] }}' }, steps: [{ id: 'work', run: 'true' }] }]);
  const items = Array.from({ length: 1_000 }, (_, index): RunEvent[] => {
    const [frame, at] = [`each@1[${index}]`, start + index];
    return [
      { type: 'frame.opened', at, frame: '', step: 'each', child: frame, index },
      { type: 'step.started', at, frame, step: 'work', visit: 1, attempt: 1 },
      { type: 'step.finished', at: at + 1, frame, step: 'work', attempt: 1, outcome: 'done' },
      { type: 'frame.closed', at: at + 1, frame, outcome: 'done' },
    ];
  });
  await journalRun(journal, run, large, [
    { ...created, at: start },
    { type: 'step.started', at: start, frame: '', step: 'each', visit: 1, attempt: 1 },
    ...items.flat(),
  ]);
  const { body } = await get(`/runs/${run}/timeline`);
  expect(rowsOf(body).length).toBeLessThan(100);
  expect(Buffer.byteLength(body)).toBeLessThan(50_000);
  const open = /<a href="([^"]*\?open=[^"]*)">[\d,]+ more row/.exec(body)![1]!;
  const opened = await get(open);
  expect(rowsOf(opened.body).some(({ key }) => key === 'step each@1[0]/work')).toBe(true);
  expect(Buffer.byteLength(opened.body)).toBeLessThan(60_000);
  expect(textOf(opened.body)).toContain('Close what was opened');
});

test('a run that has not begun has a time line too', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, spec, []);
  expect(textOf((await get(`/runs/${run}/timeline`)).body)).toContain('Nothing has begun yet.');
});

test('nothing that is said becomes part of the page', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, hostileSpec, hostileEvents);
  expectHarmless(await get(`/runs/${run}/timeline`));
  expectHarmless(await get(`/runs/${run}/timeline?open=${encodeURIComponent('"><script>,write')}`));
});
