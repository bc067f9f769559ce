/** By which names the server answers, and what each answer carries. */
import { expect, test } from 'vitest';
import { parseName } from '../../../../runs/server/index.ts';
import { openDesk } from '../desk.ts';

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
  const program = await desk.ask('/api/v1/runs', { headers: { host: 'evil.example', cookie } });
  expect(JSON.parse(program.body)).toMatchObject({ status: 421, code: 'OMNI7013' });
});

test('what is no method of ours is refused, and no site is told what it may send', async () => {
  const desk = await openDesk();
  const cookie = await desk.cookie();
  for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'LINK']) {
    for (const path of ['/', '/people', '/nothing', '/assets/style.css']) {
      const { status, headers } = await desk.ask(path, { method, headers: { cookie, origin: 'https://evil.example' } });
      expect([method, path, status]).toEqual([method, path, 405]);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
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
    expect(policy).toContain("form-action 'self'");
    expect(policy.join()).not.toMatch(/unsafe|http|\*|data:/);
    expect(headers).toMatchObject({
      // Not `no-referrer`: with it a browser says `Origin: null` with a form of ours.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
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

test('what cannot be read is answered in the words of the API', async () => {
  const desk = await openDesk();
  const long = 'x'.repeat(20_000);
  const answers = {
    400: await desk.ask('/api/v1/runs/%zz'),
    431: await desk.ask('/api/v1/runs', { headers: { authorization: long } }),
  };
  for (const [status, { body, ...answer }] of Object.entries(answers)) {
    expect(answer).toMatchObject({ status: Number(status), headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(body)).toEqual({ type: 'about:blank', title: expect.any(String), status: Number(status) });
  }
});

test('a name that it was given is one of its own, and https makes a cookie that only https carries', async () => {
  const allowHosts = ['https://omni.example', 'box.lan', 'odd.example:8443'];
  const desk = await openDesk(undefined, { allowHosts });
  const { port, url } = desk.server;
  expect(url).toMatch(/^https:\/\/omni\.example\/\?token=/);
  const status = async (host: string) => (await desk.ask('/', { headers: { host } })).status;
  for (const host of ['omni.example', 'OMNI.example', 'box.lan', `box.lan:${port}`, 'odd.example:8443']) {
    expect([host, await status(host)]).toEqual([host, 403]);
  }
  for (const host of ['odd.example', 'omni.example:1', 'omni.example.', 'a.omni.example', 'box.lan@evil.example']) {
    expect([host, await status(host)]).toEqual([host, 421]);
  }
  const entered = await desk.ask(new URL(url).pathname + new URL(url).search, { headers: { host: 'omni.example' } });
  expect(String(entered.headers['set-cookie'])).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
});

test('who listens beyond this machine is reached by the address that was asked, and by no other name', async () => {
  const desk = await openDesk(undefined, { host: '0.0.0.0' });
  const { port } = desk.server;
  const status = async (host: string) => (await desk.ask('/', { headers: { host } })).status;
  expect(await status(`127.0.0.1:${port}`)).toBe(403);
  for (const host of [`0.0.0.0:${port}`, `192.0.2.7:${port}`, `evil.example:${port}`])
    expect(await status(host)).toBe(421);
});

test.each(['', 'a b', 'https://', 'ftp://omni.example', 'omni.example/path', 'https://u@omni.example'])(
  '%j is no name of a server',
  async (name) => {
    expect(() => parseName(name)).toThrow(TypeError);
  },
);
