/** The owner's page of who may come in: links are made, shown once, and taken back, with forms that need no script. */
import { expect, test } from 'vitest';
import { journalRun, openDesk, pollyHistory } from './desk.ts';

const bob = { name: ' bob@example.com ', role: 'answer', expires: '7d', run: '' };

test('a link is made by a form, shown once, and lets its holder in', async () => {
  const desk = await openDesk();
  const made = await desk.post('/people', bob);
  expect(made).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  const [link, text] = [...made.body.matchAll(/readonly value="([^"]+)"/g)].map(([, value]) => value!);
  expect(link).toBe(`http://127.0.0.1:${desk.server.port}/join?token=${text}`);
  const people = await desk.get('/people');
  expect(people.body).toContain('bob@example.com');
  expect(people.body).not.toContain(text!.slice(20));
  const cookie = await desk.join(text!);
  expect((await desk.ask('/', { headers: { cookie } })).status).toBe(200);
  expect((await desk.ask('/people', { headers: { cookie } })).status).toBe(403);
  expect((await desk.get('/people')).body).toContain('last seen');
});

test('a link is taken back by a button, and who did what from where is kept', async () => {
  const desk = await openDesk();
  const made = await desk.post('/people', bob);
  const text = /omni_[\w-]+/.exec(made.body)![0];
  const cookie = await desk.join(text);
  const [token] = desk.access.tokens.list();
  expect(await desk.post(`/people/${token!.id}/revoke`)).toMatchObject({
    status: 303,
    headers: { location: '/people' },
  });
  expect((await desk.ask('/', { headers: { cookie } })).status).toBe(403);
  expect((await desk.get('/people')).body).toContain('taken back');
  const acts = desk.access.acts.list(10).map(({ kind, what, by, from }) => [kind, what, by, from.way, from.address]);
  const owner = ['ada@example.com', 'page', '127.0.0.1'];
  expect(acts).toEqual([
    ['token.revoked', token!.id, ...owner],
    ['browser.joined', undefined, 'bob@example.com', 'page', '127.0.0.1'],
    ['token.created', token!.id, ...owner],
    ['browser.joined', undefined, ...owner],
  ]);
});

test.each([
  [{ ...bob, name: ' ' }, 422, 'That is no name'],
  [{ ...bob, name: 'bob\u202eeve' }, 422, 'That is no name'],
  [{ ...bob, role: 'own' }, 422, 'There is no role own'],
  [{ ...bob, expires: '400d' }, 422, 'from 1h to 365d'],
  [{ ...bob, expires: 'soon' }, 422, 'from 1h to 365d'],
  [{ ...bob, run: 'none' }, 404, 'There is no run none'],
])('what cannot be made is said on the form (%#)', async (form, status, message) => {
  const desk = await openDesk();
  const sent = await desk.post('/people', form);
  expect(sent.status).toBe(status);
  expect(sent.body).toContain(message);
  expect(desk.access.tokens.list()).toEqual([]);
});

test('names and refused requests cannot write on the page', async () => {
  const desk = await openDesk();
  const name = '<b>"bob" & \'eve\'</b>';
  expect((await desk.post('/people', { ...bob, name })).body).not.toContain('<b>');
  expect((await desk.get('/people')).body).not.toContain('<b>');
  await desk.ask('/<script>alert(1)</script>', { headers: { host: '"><img src=x>' } });
  const page = await desk.get('/refusals');
  expect(page.body).toContain('&lt;script&gt;');
  expect(page.body).not.toMatch(/<img src=x|<script>alert/);
});

test('the page of a run leads to a link for that run, which only the owner can make', async () => {
  const desk = await openDesk();
  const { spec, events } = pollyHistory();
  await journalRun(desk.journal, 'r1', spec, events);
  expect((await desk.get('/runs/r1')).body).toContain('<a href="/people?run=r1">Share this run</a>');
  expect((await desk.get('/people?run=r1')).body).toContain('name="run" maxlength="100" value="r1"');
  const made = await desk.post('/people', { ...bob, run: 'r1' });
  const cookie = await desk.join(/omni_[\w-]+/.exec(made.body)![0]);
  const seen = await desk.ask('/runs/r1', { headers: { cookie } });
  expect(seen.status).toBe(200);
  expect(seen.body).not.toContain('Share this run');
  const wrong = await desk.post('/people', { ...bob, name: '', run: 'r"1' });
  expect(wrong.body).toContain('value="r&quot;1"');
});
