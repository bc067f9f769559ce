/** What a role lets a person do, and that no route is left out. */
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { openAccess, ROLES, type Role } from '../../../../runs/access/index.ts';
import { guard } from '../../../../runs/server/guard/index.ts';
import { usualLimits } from '../../../../runs/server/guard/limits.ts';
import { afterwards, temporaryFolder } from '../../journal/folder.ts';
import { openDesk } from '../desk.ts';

const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
const hourMs = 3_600_000;

/** A server with a route for each role that writes, and one that reads and says nothing. */
async function openRoutes() {
  const access = openAccess({ folder: temporaryFolder() });
  const server = fastify({ forceCloseConnections: true });
  afterwards(() => {
    void server.close();
    access.close();
  });
  let port = 0;
  await guard(server, { access, owner: ada.name, allowHosts: [], limits: usualLimits, port: () => port });
  for (const role of ROLES) server.post(`/${role}`, { config: { role } }, async ({ person }) => person);
  server.get('/plain', async ({ person }) => person);
  server.get('/open', { config: { open: true } }, async ({ person }) => person);
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as { port: number }).port;
  return { access, server, url: (path: string) => `http://127.0.0.1:${port}${path}` };
}

test('each role may do what it is for and all before it, and nothing more', async () => {
  const { access, url } = await openRoutes();
  for (const role of ['view', 'comment', 'answer', 'drive'] as const) {
    const { text } = access.tokens.create({ name: 'bob', role, expiresInMs: hourMs }, ada);
    const may = async (wanted: Role) => {
      const headers = { authorization: `Bearer ${text}` };
      return (await fetch(url(`/${wanted}`), { method: 'POST', headers })).status === 200;
    };
    const allowed: Role[] = [];
    for (const wanted of ROLES) if (await may(wanted)) allowed.push(wanted);
    expect(allowed).toEqual(ROLES.slice(0, ROLES.indexOf(role) + 1));
  }
});

test('a handler learns who asks, how and from where, and never the secret', async () => {
  const { access, url } = await openRoutes();
  const { token, text } = access.tokens.create({ name: 'bob', role: 'view', expiresInMs: hourMs }, ada);
  const person = await (await fetch(url('/plain'), { headers: { authorization: `Bearer ${text}` } })).json();
  const from = { way: 'page', address: '127.0.0.1', token: token.id };
  expect(person).toEqual({ name: 'bob', role: 'view', from });
  expect(access.tokens.list()[0]?.lastSeenAt).toBeGreaterThan(0);
});

test('where nobody was asked who they are, a handler that wants to know fails', async () => {
  const { url } = await openRoutes();
  expect((await fetch(url('/open'))).status).toBe(500);
});

test('a route that writes and does not say for whom cannot be added', async () => {
  const server = fastify();
  const access = openAccess({ folder: temporaryFolder() });
  afterwards(() => access.close());
  await guard(server, { access, owner: ada.name, allowHosts: [], limits: usualLimits, port: () => 0 });
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(() => server.route({ method, url: '/x', handler: () => {} })).toThrow('does not say for whom');
    const config = { open: true, role: 'view' } as const;
    expect(() => server.route({ method, url: '/x', config, handler: () => {} })).toThrow('does not say for whom');
  }
  const inside = server.register(async (plugin) => void plugin.post('/inside', () => {}));
  await expect(inside.ready()).rejects.toThrow('does not say for whom');
});

test('below the API a refusal is a problem for a program, on a page a notice for a person', async () => {
  const desk = await openDesk();
  const { token, text } = desk.access.tokens.create({ name: 'bob', role: 'drive', expiresInMs: hourMs }, ada);
  desk.journal.createRun({ run: 'r1', key: 'k', workflow: 'w', file: 'f', repo: 'r', createdAt: 1 });
  const guest = { name: 'eve', role: 'view', run: 'r1', expiresInMs: hourMs } as const;
  const shared = desk.access.tokens.create(guest, ada).text;
  const stranger = await desk.ask('/api/v1/runs');
  expect(stranger).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  expect(stranger.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(stranger.body)).toMatchObject({ status: 401, code: 'OMNI7015', title: 'Who is there?' });
  const lesser = await desk.ask('/people', { headers: { authorization: `Bearer ${text}` } });
  expect(lesser).toMatchObject({ status: 403 });
  expect(lesser.body).toContain('This takes the role own, and yours is drive.');
  const program = await desk.ask('/api/v1/runs/r2', { headers: { authorization: `Bearer ${shared}` } });
  expect(JSON.parse(program.body)).toMatchObject({ status: 403, code: 'OMNI7016' });
  await desk.refused();
  const [last, refusal] = desk.access.refusals.list(2);
  expect(last).toMatchObject({ why: 'another run than the shared one', path: '/api/v1/runs/r2' });
  expect(refusal).toMatchObject({ why: 'wants own', path: '/people', method: 'GET', token: token.id });
});

test('somebody who is known learns that a thing is not there, whatever they wanted of it', async () => {
  const desk = await openDesk();
  expect((await desk.get('/nothing')).status).toBe(404);
  expect((await desk.post('/nothing')).status).toBe(404);
  expect((await desk.post('/people/0123456789/revoke')).status).toBe(404);
});
