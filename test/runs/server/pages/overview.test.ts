/** One run: as it is, and as it was after any of its events. */
import { expect, test } from 'vitest';
import { run } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';
import { expectHarmless, hostileEvents, hostileSpec, sectionOf, textOf } from './hostile.ts';

const polly = pollyHistory();
const seqOf = (type: string, step: string, frame = ''): number =>
  polly.events.findIndex(
    (event) => event.type === type && event.frame === frame && 'step' in event && event.step === step,
  ) + 1;

async function openPolly(events = polly.events) {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, events);
  return desk;
}

test('the run as it is has its machine, its steps and a way back into what happened', async () => {
  const { get } = await openPolly();
  const { body } = await get('/runs/r1');
  expect(sectionOf(body, 'walk')).toContain(`Now, after ${polly.events.length} events.`);
  expect(sectionOf(body, 'walk')).toMatch(/rel="first" href="\/runs\/r1\?at=1"/);
  expect(sectionOf(body, 'steps')).toContain('<a href="/runs/r1/talk?step=plan">plan</a>');
  expect(sectionOf(body, 'machine')).toMatch(/<a href="\/runs\/r1\/talk\?step=plan"><rect class="face"/);
  expect(body.match(/<g class="box is-done/g)).toHaveLength(7);
  expect(Buffer.byteLength(body)).toBeLessThan(50_000);
});

test('as of an event it is what it was then, says so, and asks nobody for anything', async () => {
  const { get } = await openPolly();
  const at = seqOf('step.asked', 'merge_ok');
  const { body } = await get(`/runs/r1?at=${at}`);
  const text = textOf(body);
  expect(text).toContain(`The past as of event ${at} : merge_ok asked`);
  expect(sectionOf(body, 'walk')).toContain('<a id="walk-now" class="now" href="/runs/r1">Back to now</a>');
  expect(text).toContain('polly waiting');
  expect(body).not.toContain('<form method="post"');
  expect(body).not.toContain('id="waits"');
  expect(sectionOf(body, 'machine')).toMatch(
    /<g class="box is-asking just"[^>]*><title>merge_ok: asking , just now: merge_ok asked</,
  );
  expect(sectionOf(body, 'machine')).toContain('<g class="box is-pending" ');
  expect(body).not.toContain('data-since');
  expect(body).not.toContain('id="outputs"');
});

test('the arrow by which a step was come to is marked, and only that', async () => {
  const { get } = await openPolly();
  const { body } = await get(`/runs/r1?at=${seqOf('step.started', 'build')}`);
  expect(body.match(/class="arrow[^"]* just"/g)).toHaveLength(1);
  expect(body.match(/class="box[^"]* just"/g)).toHaveLength(1);
  expect(body).toMatch(/<li data-key="[^"]+" class="step is-running d0" aria-current="step">/);
  const finished = await get(`/runs/r1?at=${seqOf('step.finished', 'plan')}`);
  expect(finished.body).not.toMatch(/class="arrow[^"]* just"/);
  expect(finished.body.match(/class="box[^"]* just"/g)).toHaveLength(1);
});

test('by the links one comes from the first transition to the last, through each once', async () => {
  const { get } = await openPolly();
  const next = (body: string) => /rel="next" href="([^"]+)"/.exec(sectionOf(body, 'walk'))?.[1];
  const seen: string[] = [];
  let path: string | undefined = '/runs/r1?at=1';
  while (path !== undefined && seen.length < 200) {
    const { body } = await get(path);
    seen.push(/(\d+ of \d+)<\/span>/.exec(sectionOf(body, 'walk'))![1]!);
    path = next(body);
  }
  const count = seen.length;
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => `${index + 1} of ${count}`));
  const { body } = await get(`/runs/r1?at=${polly.events.length}`);
  expect(sectionOf(body, 'walk')).toMatch(/id="walk-last" class="way off" aria-hidden="true"/);
});

test('without a script any event is reached by a form', async () => {
  const { get } = await openPolly();
  const { body } = await get('/runs/r1?at=12');
  const form = /<form method="get" action="\/runs\/r1">[\s\S]*?<\/form>/.exec(sectionOf(body, 'walk'))![0];
  expect(form).toMatch(/<label for="walk-at">/);
  expect(form).toContain(`type="range" name="at" min="1" max="${polly.events.length}" value="12"`);
  expect(form).toContain('<button>Show</button>');
});

test('there is no page of an event that is not there', async () => {
  const { get } = await openPolly();
  for (const at of ['0', '-1', '1.5', '1e1', 'x', '', '10000', '9'.repeat(30)])
    expect([at, (await get(`/runs/r1?at=${at}`)).status]).toEqual([at, 404]);
});

test('whoever else looks at the run is named, each once', async () => {
  const { get, ask, access, join } = await openPolly();
  const alone = await get('/runs/r1');
  expect(textOf(alone.body)).toContain('Only you are here.');
  const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
  const { text } = access.tokens.create({ name: 'bob', role: 'view', expiresInMs: 3_600_000 }, ada);
  const headers = { cookie: await join(text), accept: 'text/event-stream' };
  for (const path of ['/live/runs/r1', '/live/runs/r1/costs']) void ask(path, { headers }).catch(() => undefined);
  await expect
    .poll(async () => textOf((await get('/runs/r1')).body), { timeout: 20_000 })
    .toContain('Here with you: bob view ');
});

test('nothing that is said becomes part of the page, now or in the past', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, hostileSpec, hostileEvents);
  expectHarmless(await get(`/runs/${run}`));
  for (let at = 1; at <= hostileEvents.length; at++) expectHarmless(await get(`/runs/${run}?at=${at}`));
});
