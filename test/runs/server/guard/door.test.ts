/** How a browser gets in: by the link that was printed, by a token, by a link that shares a run. */
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { cookieIn, journalRun, openDesk, pollyHistory } from '../desk.ts';

const linkOf = ({ server }: Awaited<ReturnType<typeof openDesk>>) => server.url.slice(server.url.indexOf('/?'));

test('nothing is told to a stranger', async () => {
  const desk = await openDesk();
  for (const path of ['/', '/events', '/runs/r1', '/runs/r1/events', '/nothing', '/?token=', '/?token=a&token=b']) {
    const { status, body } = await desk.ask(path);
    expect([path, status]).toEqual([path, 403]);
    expect(body).toContain('omni serve');
  }
});

test('the link lets one browser in, and its cookie is out of reach for scripts and other sites', async () => {
  const desk = await openDesk();
  const first = await desk.ask(linkOf(desk));
  expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(String(first.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = cookieIn(first.headers);
  expect(cookie).not.toContain(new URL(desk.server.url).searchParams.get('token'));
  expect(await desk.ask('/', { headers: { cookie } })).toMatchObject({ status: 200 });
  expect(await desk.ask('/', { headers: { cookie: `a=b; ${cookie}; c="d` } })).toMatchObject({ status: 200 });
  expect(await desk.ask('/', { headers: { cookie: cookie.slice(0, -1) } })).toMatchObject({ status: 403 });

  const second = await desk.ask(linkOf(desk));
  expect(second.status).toBe(403);
  expect(second.headers['set-cookie']).toBeUndefined();
  // Whoever is in already may click the link again.
  expect(await desk.ask(linkOf(desk), { headers: { cookie } })).toMatchObject({ status: 303 });
});

test('a wrong token spends nothing', async () => {
  const desk = await openDesk();
  expect((await desk.ask(`${linkOf(desk)}x`)).status).toBe(403);
  expect((await desk.ask(linkOf(desk))).status).toBe(303);
});

test('two pages on one machine let different browsers in', async () => {
  const [one, other] = [await openDesk(), await openDesk()];
  const cookies = `${await one.cookie()}; ${await other.cookie()}`;
  for (const desk of [one, other]) expect((await desk.ask('/', { headers: { cookie: cookies } })).status).toBe(200);
  expect((await other.ask('/', { headers: { cookie: await one.cookie() } })).status).toBe(403);
});

test('nobody else on the network can reach it', async () => {
  const { server } = await openDesk();
  // All of 127.0.0.0/8 is this machine; only one address of it is listened on.
  const refused = await new Promise((resolve) => {
    connect({ host: '127.0.0.2', port: server.port }).once('connect', resolve).once('error', resolve);
  });
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
});

const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
const weekMs = 7 * 24 * 3_600_000;
const hourMs = 3_600_000;

test('a token lets several browsers in, each with a cookie of its own, and never spends itself', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: weekMs }, ada);
  const first = await desk.ask(`/join?token=${text}`);
  expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(String(first.headers['set-cookie'])).toMatch(/; Max-Age=60\d{4}; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookies = [cookieIn(first.headers), await desk.join(text)];
  expect(new Set(cookies).size).toBe(2);
  for (const cookie of cookies) {
    expect(cookie).not.toContain(text.split('_').slice(2).join('_'));
    expect((await desk.ask('/', { headers: { cookie } })).status).toBe(200);
  }
  expect((await desk.ask(`/?token=${text}`)).status).toBe(303);
});

test('a shared run is all that its link reaches', async () => {
  const desk = await openDesk();
  const polly = pollyHistory();
  for (const run of ['r1', 'r2']) await journalRun(desk.journal, run, polly.spec, polly.events.slice(0, 10));
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', run: 'r1', expiresInMs: weekMs }, ada);
  const joined = await desk.ask(`/join?token=${text}`);
  expect(joined.headers.location).toBe('/runs/r1');
  const cookie = cookieIn(joined.headers);
  const answers = async (path: string) => (await desk.ask(path, { headers: { cookie } })).status;
  expect(await answers('/runs/r1')).toBe(200);
  // The list would name the others.
  expect(await answers('/')).toBe(303);
  for (const path of ['/runs/r2', '/live/runs/r2', '/live', '/runs/r1%00', '/runs/R1', '/people', '/nothing']) {
    expect([path, await answers(path)]).toEqual([path, 403]);
  }
  expect(await desk.refused()).toContain('another run than the shared one');
});

test('an address lets in at the two doors only, and not whoever merely looks where it leads', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: weekMs }, ada);
  for (const path of [`/runs/r1?token=${text}`, `/events?token=${text}`, `/assets/../?token=${text}`]) {
    const { status, headers } = await desk.ask(path);
    expect([path, status, headers['set-cookie']]).toEqual([path, 403, undefined]);
  }
  expect((await desk.ask(linkOf(desk), { method: 'HEAD' })).status).toBe(403);
  expect((await desk.ask(linkOf(desk))).status).toBe(303);
});

test('a link that somebody sends does not make the owner somebody else', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'mallory', role: 'drive', expiresInMs: weekMs }, ada);
  const cookie = await desk.cookie();
  const sent = await desk.ask(`/join?token=${text}`, { headers: { cookie } });
  expect(sent).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(sent.headers['set-cookie']).toBeUndefined();
  expect((await desk.get('/people')).status).toBe(200);
  // Whoever may less gets more by a link that is worth more.
  const lesser = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: weekMs }, ada);
  const before = await desk.join(lesser.text);
  const after = cookieIn((await desk.ask(`/join?token=${text}`, { headers: { cookie: before } })).headers);
  expect(after).not.toBe(before);
  expect((await desk.ask('/', { headers: { cookie: before } })).status).toBe(403);
});

test('a token that is over, or taken back, lets nobody in, nor keeps anybody', async () => {
  let now = Date.now();
  const desk = await openDesk(undefined, { clock: () => now });
  const make = (name: string) => desk.access.tokens.create({ name, role: 'view', expiresInMs: hourMs }, ada);
  const [bob, eve] = [make('bob'), make('eve')];
  const cookies = [await desk.join(bob.text), await desk.join(eve.text)];
  const stands = async () =>
    Promise.all(cookies.map(async (cookie) => (await desk.ask('/', { headers: { cookie } })).status));
  expect(await stands()).toEqual([200, 200]);
  desk.access.tokens.revoke(bob.token.id, ada);
  expect(await stands()).toEqual([403, 200]);
  now += hourMs;
  expect(await stands()).toEqual([403, 403]);
  for (const { text } of [bob, eve]) {
    expect((await desk.ask(`/join?token=${text}`)).body).toContain('This link leads nowhere');
    const answer = await desk.ask('/', { headers: { authorization: `Bearer ${text}` } });
    expect(answer.status).toBe(403);
  }
});

test('whoever was in stays in when the server is started again, and the old link stays spent', async () => {
  const desk = await openDesk();
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: weekMs }, ada);
  const [mine, bobs] = [await desk.cookie(), await desk.join(text)];
  const link = linkOf(desk);
  await desk.server.close();
  const again = await openDesk(undefined, { folder: desk.folder, port: desk.server.port });
  for (const cookie of [mine, bobs]) expect((await again.ask('/', { headers: { cookie } })).status).toBe(200);
  expect((await again.ask(link)).status).toBe(403);
});

test('who leaves is out, and the owner can let all others of theirs out', async () => {
  const desk = await openDesk();
  const again = await openDesk(undefined, { folder: desk.folder });
  // Another server of the same runs let another browser in.
  const other = (await again.cookie()).replace(/^omni_\d+/, `omni_${desk.server.port}`);
  const here = async (cookie: string) => (await desk.ask('/people', { headers: { cookie } })).status;
  expect(await here(other)).toBe(200);
  expect((await desk.post('/people/others')).status).toBe(303);
  expect(await here(other)).toBe(403);
  expect(await here(await desk.cookie())).toBe(200);
  expect((await desk.post('/leave')).status).toBe(200);
  expect(await here(await desk.cookie())).toBe(403);
});
