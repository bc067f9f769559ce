/** Whatever is refused is a problem that a program can read, and every operation says what it needs and answers. */
import { beforeEach, expect, test } from 'vitest';
import { ROLES } from '../../../../runs/access/index.ts';
import { checkOf } from '../../../../runs/server/api/check.ts';
import { problemsOf } from '../../../../runs/server/api/openapi.ts';
import { type OperationId, operationIds, operationOf } from '../../../../runs/server/api/operations/index.ts';
import { Problem } from '../../../../runs/server/api/schemas/problem.ts';
import { type ApiDesk, type Got, journalWaiting, openApiDesk, pollyRun } from './desk.ts';

let desk: ApiDesk;

beforeEach(async () => {
  desk = await openApiDesk();
  await journalWaiting(desk.journal);
});

function expectProblem({ status, headers, json }: Got, wanted: number): void {
  expect(status).toBe(wanted);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(checkOf(Problem)(json)).toEqual([]);
  expect(json.status).toBe(wanted);
}

test('every operation says its role, its summary, what it takes and what it answers', () => {
  const places = new Set<string>();
  for (const id of operationIds) {
    const { method, path, role, summary, params, answer } = operationOf(id);
    expect(ROLES).toContain(role);
    expect(summary).toMatch(/^[A-Z][^.]+$/);
    expect(method === 'GET' || role !== 'view').toBe(true);
    expect(checkOf(answer)(undefined)).toEqual(expect.anything());
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
    const { properties = {} } = (params ?? {}) as { readonly properties?: object };
    expect([id, Object.keys(properties)]).toEqual([id, named]);
    places.add(`${method} ${path}`);
  }
  expect(places.size).toBe(operationIds.length);
});

/** An address of an operation that leads somewhere. */
const addressOf = (id: OperationId): string =>
  operationOf(id).path.replaceAll(/:(\w+)/g, (_, name: string) =>
    name === 'run' ? pollyRun : name === 'seq' ? '1' : name === 'file' ? '0' : name === 'hash' ? 'a'.repeat(64) : 'x',
  );

test.each(operationIds)('%s is refused to strangers and to who may less', async (id) => {
  const { method, role } = operationOf(id);
  const path = addressOf(id);
  // A write that shows no token could be a form of another site.
  expectProblem(await desk.api(path, { method, as: null }), method === 'GET' ? 401 : 403);
  expectProblem(await desk.api(path, { method, as: 'omni_x_y' }), 401);
  const lesser = ROLES[ROLES.indexOf(role) - 1];
  if (lesser === undefined || lesser === 'own') return;
  expectProblem(await desk.api(path, { method, as: desk.token('eve@example.com', lesser) }), 403);
});

test.each(operationIds)('%s refuses what it does not know', async (id) => {
  const { method, role, body } = operationOf(id);
  if (role === 'own') return;
  const path = addressOf(id);
  expect(problemsOf(operationOf(id))).toContain(400);
  if (method !== 'POST') {
    const unknown = await desk.api(`${path}?nonsense=1`, { method });
    expectProblem(unknown, 400);
    expect(unknown.json.errors).toContainEqual({ path: '/query/nonsense', message: 'is not known here' });
    return;
  }
  const more = await desk.api(path, { method, body: { nonsense: 1 } });
  expectProblem(more, 400);
  const paths = more.json.errors.map((error: { path: string }) => error.path);
  expect(paths.some((one: string) => one.startsWith('/body'))).toBe(true);
  if (body !== undefined) expect(paths).toContain('/body/nonsense');
});

test('each thing that is wrong is said by its place', async () => {
  const { json } = await desk.api('/runs?limit=x&status=done&status=nowhere');
  expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(
    ['/query/status/1', '/query/limit'].sort().reverse(),
  );
  const answer = await desk.api(`/asks/${pollyRun}.1/answer`, { method: 'POST', body: { granted: 'yes', choice: '' } });
  expect(answer.json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    '/body/choice',
    '/body/granted',
  ]);
});

test('a body has to be JSON, of a size, and nothing that changes what objects are', async () => {
  const path = `/runs/${pollyRun}/messages`;
  const post = (body: string, type = 'application/json') =>
    desk.api(path, { method: 'POST', body, headers: { 'content-type': type } });
  expectProblem(await post('{'), 400);
  expectProblem(await post('text=x', 'application/x-www-form-urlencoded'), 415);
  expectProblem(await post('{"text":"x"}', 'text/plain'), 415);
  expectProblem(await post('{"__proto__":{"text":"x"}}'), 400);
  expectProblem(await post(JSON.stringify({ text: 'x'.repeat(400_000) })), 413);
});

test('what is not there, or not done so, is told', async () => {
  expectProblem(await desk.api('/nothing'), 404);
  expectProblem(await desk.api('/runs/nobody'), 404);
  expect((await desk.api('/runs/nobody')).json).toMatchObject({ code: 'OMNI6006', type: '/errors/OMNI6006' });
  const deleted = await desk.api('/runs', { method: 'DELETE' });
  expectProblem(deleted, 405);
  expect(deleted.headers.get('allow')).toBe('GET, HEAD, POST');
  expectProblem(await desk.api('/workflows'), 501);
  expectProblem(await desk.api(`/runs/${pollyRun}/workspaces`), 501);
});

test('what went wrong within is in the log, and nowhere else', async () => {
  const broken = await openApiDesk({
    look: {
      list: async () => {
        throw new Error('a path that is nobody’s business');
      },
      changes: () => Promise.reject(new Error()),
      file: () => Promise.reject(new Error()),
    },
  });
  await journalWaiting(broken.journal);
  const got = await broken.api(`/runs/${pollyRun}/workspaces?`);
  expectProblem(got, 500);
  expect(got.text).not.toContain('business');
  expect(broken.log.join()).toContain('business');
  expect(broken.log.join()).not.toContain('omni_');
});

test('an answer that its schema does not know does not leave', async () => {
  const leaky = await openApiDesk({
    look: {
      list: async () => [{ key: 'k', live: true, secret: 'sesame' } as never],
      changes: () => Promise.reject(new Error()),
      file: () => Promise.reject(new Error()),
    },
  });
  await journalWaiting(leaky.journal);
  const got = await leaky.api(`/runs/${pollyRun}/workspaces`);
  expectProblem(got, 500);
  expect(got.text).not.toContain('sesame');
});
