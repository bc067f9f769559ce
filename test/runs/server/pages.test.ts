/** What the pages say, of a real run at every stage, and of what agents would have them say. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { specOf } from '../../engine/spec.ts';
import { created, finished, run } from '../events.ts';
import { tamper } from '../journal/folder.ts';
import { journalRun, openDesk, pollyHistory } from './desk.ts';

const polly = pollyHistory();
const upTo = (found: (event: RunEvent) => boolean) => polly.events.slice(0, polly.events.findIndex(found) + 1);
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('a project without runs says how to begin', async () => {
  const { body } = await (await openDesk()).get('/');
  expect(body).toContain('<code>omni apply PATH</code>');
});

test('the list holds each run with how it stands, the newest first', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  await journalRun(
    journal,
    'r2',
    polly.spec,
    upTo(({ type }) => type === 'step.asked'),
  );
  await journalRun(
    journal,
    'r3',
    polly.spec,
    upTo(({ type }) => type === 'step.started'),
  );
  const { status, body } = await get('/');
  expect(status).toBe(200);
  const runs = [...body.matchAll(/<li data-key="([^"]+)"[\s\S]*?is-(\w+)/g)].map(([, id, stands]) => `${id} ${stands}`);
  expect(runs).toEqual(['r3 stopped', 'r2 waiting', 'r1 done']);
  expect(body).toContain('waits for 1 answer');
});

test('a run that is over shows who did what, what it cost and what came of it', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  const { body } = await get('/runs/r1');
  const text = textOf(body);
  for (const said of [
    'polly done',
    'codex · openai',
    'request_changes',
    'What happened',
    'Outputs',
    'commits',
    'in all',
  ]) {
    if (said !== 'request_changes') expect(text).toContain(said);
  }
  expect(body).not.toContain('id="waits"');
  const sections = [...body.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
  expect(sections).toEqual(['mine', 'walk', 'top', 'steps', 'machine', 'outputs', 'costs', 'story', 'inputs']);
  expect(body.match(/<g class="box is-done/g)).toHaveLength(7);
  expect(body).toMatch(/<title>write: done 3\/3<\/title>/);
});

test('a step that will be tried again says when, and why', async () => {
  const { journal, get } = await openDesk();
  const events = upTo(({ type }) => type === 'step.started');
  const error = { code: 'failed', message: 'connection reset' };
  const failed = { type: 'attempt.failed', at: 5, frame: '', step: 'plan', attempt: 1, error } as const;
  await journalRun(journal, 'r1', polly.spec, [...events, { ...failed, retryAt: Date.UTC(2027, 0, 1) }]);
  const { body } = await get('/runs/r1');
  expect(textOf(body)).toContain('plan tries again at 2027-01-01 00:00:00 UTC attempt 1 failed connection reset');
});

test('a run that nobody drives says how it goes on', async () => {
  const { journal, get } = await openDesk();
  const events = upTo(({ type, ...event }) => type === 'step.started' && 'step' in event && event.step === 'review');
  await journalRun(journal, 'r1', polly.spec, events);
  const stopped = await get('/runs/r1');
  expect(stopped.body).toContain('omni resume r1');
  expect(stopped.body).toContain('is-stopped');
  await journal.acquire('r1');
  const driven = await get('/runs/r1');
  expect(driven.body).not.toContain('omni resume');
  expect(driven.body).toContain('<g class="box is-running');
});

test('a run is followed, not read again', async () => {
  const { journal, get } = await openDesk();
  const { events, spec } = polly;
  await journalRun(journal, 'r1', spec, events.slice(0, 40));
  await Promise.all([get('/runs/r1'), get('/runs/r1')]);
  await journal.append('r1', 40, 0, events.slice(40));
  const [followed] = await Promise.all([get('/runs/r1'), get('/runs/r1')]);
  await journalRun(journal, 'r2', spec, events);
  const whole = await get('/runs/r2');
  // What ended last stands on every page, and the version is of all that does.
  const ofRun = (body: string) => body.slice(body.indexOf('<section id="walk"')).replaceAll('r1', 'r2');
  expect(ofRun(followed.body)).toBe(ofRun(whole.body));
});

const script = '<script>alert(1)</script>';
const nasty = `${script}"'><img src=x onerror=alert(1)>\u001b[2J\u202e\u0007`;

test('nothing that an agent, a person or a file says becomes part of the page', async () => {
  const { journal, get } = await openDesk();
  const spec = specOf(
    [
      { id: 'write', agent: 'claude', prompt: 'Go.' },
      { id: 'ok', approve: nasty },
    ],
    { name: nasty },
  );
  const place = { at: 2_000, frame: '', step: 'write' };
  const error = { code: 'failed', message: nasty };
  const events: RunEvent[] = [
    { ...created, starter: nasty, inputs: { [nasty]: nasty, list: [nasty] } },
    { type: 'step.started', ...place, visit: 1, attempt: 1, plan: { agent: nasty, title: nasty } },
    { type: 'message.received', ...place, attempt: 1, text: nasty },
    { type: 'tool.requested', ...place, attempt: 1, call: 'c1', tool: { kind: 'other', name: nasty, input: nasty } },
    {
      type: 'step.asked',
      at: 2,
      frame: '',
      step: 'ok',
      visit: 1,
      asks: [
        { id: nasty, kind: 'choice', text: nasty, options: [nasty] },
        {
          id: 'p1',
          kind: 'policy',
          text: nasty,
          policy: nasty,
          rule: nasty,
          roles: [nasty],
          about: { tool: { kind: nasty, name: nasty, input: { command: nasty, [nasty]: nasty } } },
          facts: { [nasty]: nasty },
        },
      ],
    },
    { type: 'step.finished', ...place, attempt: 1, outcome: 'failed', error, result: { branch: nasty } },
  ];
  await journalRun(journal, run, spec, events);
  const open = await get(`/runs/${run}`);
  await journal.append(run, events.length, 0, [
    { ...finished, outcome: 'failed', error, outputs: { [nasty]: { [nasty]: nasty } } } as RunEvent,
  ]);
  journal.createRun({ run: nasty, key: 'k', workflow: nasty, file: nasty, repo: nasty, createdAt: 5 });
  const named = await get(`/runs/${encodeURIComponent(nasty)}`);
  for (const { status, body } of [open, await get(`/runs/${run}`), named, await get('/')]) {
    expect(status).toBe(200);
    expect(body).toContain('&lt;script&gt;alert(1)');
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(body).not.toContain('<img src=x');
    // What stands in quotes is text, and has no quote of its own.
    expect(body.replace(/"[^"]*"/g, '""').match(/<[^>]*\son\w+=[^>]*>/g) ?? []).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(body).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  }
  expect(named.body).toContain(`href="/runs/${encodeURIComponent(nasty).replaceAll("'", '&#39;')}/timeline"`);
});

test('a run that has not begun has a page', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, []);
  const { status, body } = await get('/runs/r1');
  expect(status).toBe(200);
  expect(textOf(body)).toContain('polly stopped');
});

test('what is not there is not found, however it is spelled', async () => {
  const { get } = await openDesk();
  const paths = ['/runs', '/runs/', '/runs/r9', '/runs/r9/events', '/runs/..%2f..%2fetc%2fpasswd', '/../../etc/passwd'];
  const files = [
    '/assets/',
    '/assets/../package.json',
    '/assets/..%2findex.ts',
    '/assets/%2e%2e/index.ts',
    '/assets/style.css/',
  ];
  for (const path of [...paths, ...files, '/events/', '//', '/__proto__', '/runs/__proto__']) {
    const { status, body } = await get(path);
    expect([path, status]).toEqual([path, 404]);
    expect(body).toContain('Nothing here');
  }
});

test('the files of the page are there for everybody, each as what it is', async () => {
  const { ask } = await openDesk();
  expect((await ask('/assets/style.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  expect((await ask('/assets/live.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect((await ask('/assets/icon.svg')).headers['content-type']).toBe('image/svg+xml');
});

test('a damaged journal is said, and no secret of ours with it', async () => {
  const { folder, journal, get, log } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events.slice(0, 20));
  tamper(folder, (db) => db.exec(`UPDATE events SET at = at + 1 WHERE seq = 7`));
  const { status, body } = await get('/runs/r1');
  expect(status).toBe(500);
  expect(body).toContain('OMNI6001');
  expect(body).toContain('omni audit r1');
  expect(log).toEqual([]);
  tamper(folder, (db) => db.exec('UPDATE events SET at = at - 1 WHERE seq = 7'));
  expect((await get('/runs/r1')).status).toBe(200);
});

test('a fault of ours is logged in one line without the token, and the page does not tell it', async () => {
  const fault = {
    list: () => {
      throw new Error('boom\nat home');
    },
  };
  const { get, ask, server, log } = await openDesk((record) => ({ ...record, ...fault }));
  const { status, body } = await get('/?why=secret');
  expect(status).toBe(500);
  expect(body).not.toContain('boom');
  expect(log).toHaveLength(1);
  expect(JSON.parse(log[0]!)).toMatchObject({ err: { message: 'boom\nat home' }, req: { method: 'GET', path: '/' } });
  await ask(server.url.slice(server.url.indexOf('/?')));
  expect(log.join()).not.toMatch(/token|cookie|secret/);
});

test('the type of a problem is the address of what it means, which anybody may read', async () => {
  const desk = await openDesk();
  const refused = JSON.parse((await desk.ask('/api/v1/runs')).body);
  expect(refused).toMatchObject({ type: `/errors/${refused.code}` });
  const page = await desk.ask(refused.type);
  expect(page.status).toBe(200);
  expect(page.body).toContain(`<h1>${refused.code}: `);
  expect(page.body).toContain('<h2>Right</h2>');
  expect((await desk.get('/runs/nobody')).status).toBe(404);
  expect((await desk.ask('/errors/OMNI0000')).status).toBe(404);
});
