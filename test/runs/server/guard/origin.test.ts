/** Attacks through a browser that is in: whatever page it shows, only ours can change anything. */
import { expect, test } from 'vitest';
import { type Desk, openDesk } from '../desk.ts';

const form = { name: 'mallory', role: 'drive', expires: '7d' };

/** Sends the form that makes a token, as a browser of the owner would for the page of somebody. */
async function attack(desk: Desk, headers: Readonly<Record<string, string>>) {
  const all = { cookie: await desk.cookie(), ...headers };
  return desk.ask('/people', { method: 'POST', headers: all, body: form });
}

test('a form of our own page is taken, under each name of this machine', async () => {
  const desk = await openDesk();
  const { port } = desk.server;
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const sent = await attack(desk, {
      host: `${host}:${port}`,
      origin: `http://${host}:${port}`,
      'sec-fetch-site': 'same-origin',
    });
    expect([host, sent.status]).toEqual([host, 200]);
  }
});

test('a form of another page changes nothing, and is written down', async () => {
  const desk = await openDesk();
  const { port } = desk.server;
  const ours = `http://127.0.0.1:${port}`;
  const attacks: readonly Readonly<Record<string, string>>[] = [
    // Another site; one that begins or ends as ours does; one on another port, for whom cookies are the same.
    { origin: 'https://evil.example' },
    { origin: `${ours}.evil.example` },
    { origin: `http://127.0.0.1:${port + 1}` },
    { origin: `http://localhost:${port}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `${ours}/` },
    { origin: `${ours}, https://evil.example` },
    { origin: '' },
    // A file, a frame in a sandbox, a redirect over another site.
    { origin: 'null' },
    { origin: 'file://' },
    // No origin at all, which no browser of today does.
    {},
    { referer: `${ours}/people` },
    // A browser that knows better than the origin says.
    { origin: ours, 'sec-fetch-site': 'same-site' },
    { origin: ours, 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of attacks) expect([headers, (await attack(desk, headers)).status]).toEqual([headers, 403]);
  expect((await attack(desk, { origin: 'https://evil.example' })).body).toContain('Not from here');
  const program = await desk.ask('/api/v1/runs', { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect(JSON.parse(program.body)).toMatchObject({ status: 403, code: 'OMNI7014' });
  expect(desk.access.tokens.list()).toEqual([]);
  const refused = await desk.refused();
  expect(refused).toHaveLength(attacks.length + 2);
  expect(refused).toContain('sent by a page of https://evil.example');
  expect(refused).toContain('a write without an origin');
});

test('a program needs no origin with its token, and no page can borrow it', async () => {
  const desk = await openDesk();
  const by = { name: 'ada', from: { way: 'cli' } } as const;
  const { text } = desk.access.tokens.create({ name: 'ci', role: 'view', expiresInMs: 3_600_000 }, by);
  const authorization = `Bearer ${text}`;
  const leave = async (headers: Readonly<Record<string, string>>) =>
    (await desk.ask('/leave', { method: 'POST', headers: { authorization, ...headers }, body: {} })).status;
  expect(await leave({})).toBe(200);
  expect(await leave({ origin: 'https://evil.example' })).toBe(403);
  expect(await leave({ origin: 'null' })).toBe(403);
  // What is shown counts, and not a cookie beside it.
  const wrong = { authorization: `Bearer ${text.slice(0, -1)}x`, cookie: await desk.cookie() };
  expect((await desk.ask('/', { headers: wrong })).status).toBe(403);
});

test('reading by another site gets nothing, since the browser keeps the cookie to itself and the answer from it', async () => {
  const desk = await openDesk();
  const entered = await desk.ask(new URL(desk.server.url).pathname + new URL(desk.server.url).search);
  expect(String(entered.headers['set-cookie'])).toContain('SameSite=Strict');
  const read = await desk.ask('/', { headers: { origin: 'https://evil.example' } });
  expect(read.status).toBe(403);
  expect(read.headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' });
  expect(read.headers['access-control-allow-origin']).toBeUndefined();
});
