/** The journal on pages: all events in order, what is chosen of them, and each of them whole. */
import { expect, test } from 'vitest';
import { created, run } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';
import { expectHarmless, hostileEvents, hostileSpec, nasty, sectionOf, textOf } from './hostile.ts';

const polly = pollyHistory();
const keysOf = (body: string) =>
  [...sectionOf(body, 'events').matchAll(/<li data-key="(\d+)">/g)].map(([, seq]) => Number(seq));
const decode = (path: string) => path.replaceAll('&amp;', '&');
const olderOf = (body: string) => /<a data-more href="([^"]+)">/.exec(body)?.[1];

async function openPolly() {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  return desk;
}

test('page after page gives each event once, the newest first', async () => {
  const { get } = await openPolly();
  const seen: number[] = [];
  for (let path: string | undefined = '/runs/r1/journal'; path !== undefined && seen.length < 1_000; ) {
    const { body } = await get(path);
    seen.push(...keysOf(body));
    const older = olderOf(body);
    path = older && decode(older);
  }
  expect(seen).toEqual(Array.from({ length: polly.events.length }, (_, index) => polly.events.length - index));
});

test('an older page leads back to the newer', async () => {
  const { get } = await openPolly();
  const older = await get(decode(olderOf((await get('/runs/r1/journal')).body)!));
  const newer = /<a href="([^"]+)">Newer events<\/a>/.exec(older.body)![1]!;
  expect(keysOf((await get(decode(newer))).body).at(-1)).toBe(keysOf(older.body)[0]! + 1);
});

test('by type, by family and by step there is what is asked for', async () => {
  const { get } = await openPolly();
  const seqsOf = (wanted: (event: (typeof polly.events)[number]) => boolean) =>
    polly.events
      .flatMap((event, index) => (wanted(event) ? index + 1 : []))
      .reverse()
      .slice(0, 50);
  const asked = await get('/runs/r1/journal?type=step.started');
  expect(keysOf(asked.body)).toEqual(seqsOf(({ type }) => type === 'step.started'));
  expect(asked.body).toContain('<option value="step.started" selected>');
  const family = await get('/runs/r1/journal?type=frame');
  expect(keysOf(family.body)).toEqual(seqsOf(({ type }) => type.startsWith('frame.')));
  const step = await get('/runs/r1/journal?step=plan');
  expect(keysOf(step.body)).toEqual(seqsOf((event) => 'step' in event && event.step === 'plan'));
  const none = await get(`/runs/r1/journal?type=${encodeURIComponent(nasty)}`);
  expect(textOf(none.body)).toContain('There is no such event.');
});

test('one event says all of it, how it is chained, and what it changed', async () => {
  const { get } = await openPolly();
  const seq = polly.events.findIndex(({ type }) => type === 'step.finished') + 1;
  const { status, body } = await get(`/runs/r1/journal/${seq}`);
  expect(status).toBe(200);
  const event = JSON.parse(textOf(/<pre class="json">([\s\S]*?)<\/pre>/.exec(sectionOf(body, 'json'))![1]!));
  expect(event).toMatchObject({ type: 'step.finished', step: 'plan', outcome: 'done' });
  const before = await get(`/runs/r1/journal/${seq - 1}`);
  const hashes = (text: string) => [...text.matchAll(/<code>([0-9a-f]{64})<\/code>/g)].map(([, hash]) => hash);
  expect(hashes(sectionOf(body, 'event'))[1]).toBe(hashes(sectionOf(before.body, 'event'))[0]);
  expect(sectionOf(body, 'event')).toContain(`<a class="way" rel="related" href="/runs/r1?at=${seq}">`);
  expect(sectionOf(body, 'event')).toContain(`rel="prev" href="/runs/r1/journal/${seq - 1}"`);
  expect(sectionOf(body, 'event')).toContain(`rel="next" href="/runs/r1/journal/${seq + 1}"`);
  expect(textOf(sectionOf(body, 'changes'))).toMatch(/\.plan\S* (new|gone|changed)/);
});

test('the first says that it is the first, and the last leads nowhere on', async () => {
  const { get } = await openPolly();
  expect(textOf((await get('/runs/r1/journal/1')).body)).toContain('hash before nothing: it is the first');
  expect((await get(`/runs/r1/journal/${polly.events.length}`)).body).not.toContain('rel="next"');
});

test('what is too large for a page is read a part at a time, and the parts are all of it', async () => {
  const { journal, get } = await openDesk();
  const text = Array.from({ length: 4_000 }, (_, line) => `line ${line} says "<b>" and 'it'`).join('\n');
  const list = Array.from({ length: 9_000 }, (_, item) => item);
  await journalRun(journal, run, polly.spec, [{ ...created, inputs: { text, list } }]);
  const { body } = await get(`/runs/${run}/journal/1`);
  expect(Buffer.byteLength(body)).toBeLessThan(100_000);
  for (const whole of ['event', 'after']) {
    let read = '';
    expect(body).toContain(`<a href="/runs/${run}/journal/1?whole=${whole}">All of it</a>`);
    let path: string | undefined = `/runs/${run}/journal/1?whole=${whole}`;
    for (let parts = 0; path !== undefined && parts < 50; parts++) {
      const page = await get(path);
      expect(Buffer.byteLength(page.body)).toBeLessThan(150_000);
      read += /<pre class="json">([\s\S]*?)<\/pre>/.exec(page.body)![1]!;
      const next = /rel="next" href="([^"]+)"/.exec(page.body)?.[1];
      path = next && decode(next);
    }
    const value = JSON.parse(
      decode(read.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')).replaceAll('&#39;', "'"),
    );
    expect(value.inputs).toEqual({ text, list });
  }
});

test('what can not have happened is read all the same, and said', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, hostileSpec, hostileEvents);
  const { status, body } = await get(`/runs/${run}/journal/6`);
  expect(status).toBe(200);
  expect(textOf(body)).toContain('What it changed can not be told');
  expect((await get(`/runs/${run}/journal/6?whole=before`)).status).toBe(404);
  expect((await get(`/runs/${run}/journal/6?whole=event`)).status).toBe(200);
});

test('there is no page of what is not there', async () => {
  const { get } = await openPolly();
  const paths = ['0', '-1', '1.5', 'x', '10000', '1?whole=x', '1?whole=event&part=2', '1?whole=event&part=0', '1/2'];
  for (const path of paths) expect([path, (await get(`/runs/r1/journal/${path}`)).status]).toEqual([path, 404]);
});

test('nothing that is said becomes part of the page', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, hostileSpec, hostileEvents);
  expectHarmless(await get(`/runs/${run}/journal`));
  expectHarmless(await get(`/runs/${run}/journal?step=${encodeURIComponent(nasty)}`));
  for (const seq of [1, 2, 3, 4, 5, 7, 8, 9, 10]) expectHarmless(await get(`/runs/${run}/journal/${seq}`));
});
