/** Who may look at the page, and by which name. */
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { cookieIn, openDesk } from './desk.ts';

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

test('a name that is not of this machine is refused before anything is looked at', async () => {
  const desk = await openDesk();
  const cookie = await desk.cookie();
  const { port } = desk.server;
  const status = async (host: string) => (await desk.ask('/', { headers: { host, cookie } })).status;
  expect(await status(`127.0.0.1:${port}`)).toBe(200);
  expect(await status(`localhost:${port}`)).toBe(200);
  const names = [`evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `127.0.0.1:${port}.evil.example`, ''];
  for (const host of names) expect([host, await status(host)]).toEqual([host, 421]);
  expect((await desk.ask('/assets/style.css', { headers: { host: 'evil.example' } })).status).toBe(421);
});

test('only reading is understood', async () => {
  const desk = await openDesk();
  const cookie = await desk.cookie();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    for (const path of ['/', '/runs/r1', '/nothing', '/assets/style.css']) {
      const { status, headers } = await desk.ask(path, { method, headers: { cookie } });
      expect([method, path, status, headers.allow]).toEqual([method, path, 405, 'GET, HEAD']);
    }
  }
  const head = await desk.ask('/', { method: 'HEAD', headers: { cookie } });
  expect(head).toMatchObject({ status: 200, body: '' });
});

test('every answer forbids what the page does not need', async () => {
  const desk = await openDesk();
  for (const { headers } of [await desk.get('/'), await desk.ask('/'), await desk.get('/nothing')]) {
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toMatch(/unsafe|http|\*|data:/);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('an address that is none gets an answer and no page', async () => {
  const desk = await openDesk();
  for (const path of ['/%zz?token=x', `/runs/${'x'.repeat(5_000)}`]) {
    expect(await desk.ask(path)).toMatchObject({ status: 400, body: 'This is no address.\n' });
  }
});

test('nobody else on the network can reach it', async () => {
  const { server } = await openDesk();
  // All of 127.0.0.0/8 is this machine; only one address of it is listened on.
  const refused = await new Promise((resolve) => {
    connect({ host: '127.0.0.2', port: server.port }).once('connect', resolve).once('error', resolve);
  });
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
});
