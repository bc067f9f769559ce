/** Acts over the API: left with the run as a person's, once, and told whether anybody hears them. */
import { request } from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import type { Fact } from '../../../../engine/facts.ts';
import type { Drivers } from '../../../../runs/server/ports.ts';
import { OmniError } from '../../../../schema/error.ts';
import { type ApiDesk, journalWaiting, openApiDesk, pollyRun } from './desk.ts';

const ask = `${pollyRun}.1`;
let desk: ApiDesk;
const resumed: string[] = [];
/** What `omni serve` lends is tried by test/e2e/remote.test.ts; here it only notes. */
const drivers: Drivers = {
  workflows: async () => [{ path: 'gate/gate.yaml', name: 'gate', inputs: {}, simulations: ['gate/simulate.yaml'] }],
  start: async ({ path }) => {
    if (path !== 'gate/gate.yaml') throw new OmniError('OMNI6008', `There is no ${path}.`);
    return { run: pollyRun };
  },
  resume: async (run, { name }) => {
    resumed.push(`${run} by ${name}`);
  },
};

beforeEach(async () => {
  resumed.length = 0;
  desk = await openApiDesk({ drivers });
  await journalWaiting(desk.journal);
});

const facts = async (): Promise<readonly Fact[]> => (await desk.journal.take(pollyRun)).map(({ fact }) => fact as Fact);
const post = (path: string, body?: object, headers: Record<string, string> = {}, as?: string) =>
  desk.api(path, { method: 'POST', headers, ...(body && { body }), ...(as !== undefined && { as }) });

test('an answer is left as a fact of the token’s person, and the run goes on', async () => {
  const { status, json } = await post(`/asks/${ask}/answer`, { granted: true, comment: 'fine' });
  expect(status).toBe(202);
  expect(json).toEqual({ run: pollyRun, ask, granted: true, by: 'ada@example.com', driven: true });
  const token = desk.access.tokens.list()[0]!.id;
  const from = { way: 'api', token, address: '127.0.0.1' };
  expect(await facts()).toMatchObject([
    { type: 'approval.answered', approval: ask, granted: true, by: 'ada@example.com', comment: 'fine', from },
  ]);
  expect(resumed).toEqual([`${pollyRun} by ada@example.com`]);
});

test('of a run that somebody drives nobody else is got', async () => {
  await desk.journal.acquire(pollyRun);
  expect((await post(`/asks/${ask}/answer`, { granted: false })).json).toMatchObject({ driven: true });
  expect(resumed).toEqual([]);
});

test('that nobody can drive the run takes nothing from what was said', async () => {
  const stuck = new OmniError('OMNI6010', 'It no longer compiles.');
  const other = await openApiDesk({ drivers: { ...drivers, resume: () => Promise.reject(stuck) } });
  await journalWaiting(other.journal);
  const { status, json } = await other.api(`/asks/${ask}/answer`, { method: 'POST', body: { granted: true } });
  expect([status, json.driven, json.problem]).toEqual([202, false, 'OMNI6010: It no longer compiles.']);
  expect(await other.journal.take(pollyRun)).toHaveLength(1);
});

test.each([
  ['an ask that is not', `/asks/${pollyRun}.9/answer`, { granted: true }, 404],
  ['a choice where there is none', `/asks/${ask}/answer`, { granted: true, choice: 'retry' }, 422],
  ['words that nothing waits for', `/runs/${pollyRun}/messages`, { text: 'hello' }, 409],
  ['an agent that is not', `/runs/${pollyRun}/messages`, { text: 'hello', to: 'nobody' }, 404],
  ['a run that is not', '/runs/nobody/cancel', undefined, 404],
] as const)('%s is refused, and nothing is left', async (_, path, body, status) => {
  const got = await post(path, body);
  expect([got.status, got.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(got.json.help === undefined || typeof got.json.help === 'string').toBe(true);
  expect(await facts()).toEqual([]);
});

test('an answer of somebody else’s is refused, noted by the run, and in the audit', async () => {
  const other = await openApiDesk({ drivers });
  await journalWaiting(other.journal, { roles: ['lead'] });
  const got = await other.api(`/asks/${ask}/answer`, { method: 'POST', body: { granted: true } });
  expect([got.status, got.json.help]).toEqual([403, 'The run has noted it, and goes on waiting.']);
  expect(await other.journal.take(pollyRun)).toHaveLength(1);
});

test('a run is cancelled, resumed and started', async () => {
  expect((await post(`/runs/${pollyRun}/cancel`)).json).toMatchObject({ run: pollyRun, by: 'ada@example.com' });
  expect(await facts()).toMatchObject([{ type: 'cancel.requested', by: 'ada@example.com' }]);
  expect((await post(`/runs/${pollyRun}/resume`)).json).toEqual({ run: pollyRun, driven: true });
  const started = await post(
    '/runs',
    { workflow: 'gate/gate.yaml', inputs: { goal: 'x' } },
    { 'idempotency-key': 'k' },
  );
  expect([started.status, started.json]).toEqual([201, { run: pollyRun }]);
  expect(started.headers.get('location')).toBe(`/api/v1/runs/${pollyRun}`);
  expect((await post('/runs', { workflow: '../../etc/passwd' })).status).toBe(422);
  expect((await desk.api('/workflows')).json.workflows).toHaveLength(1);
});

test('the same key and body are done once and answered the same, also to whoever heard nothing', async () => {
  const headers = { 'idempotency-key': 'answer-1' };
  const first = await post(`/asks/${ask}/answer`, { granted: true }, headers);
  const again = await post(`/asks/${ask}/answer`, { granted: true }, headers);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect([first, again].map((got) => got.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  expect(await facts()).toHaveLength(1);

  expect((await post(`/asks/${ask}/answer`, { granted: false }, headers)).status).toBe(422);
  expect((await post(`/runs/${pollyRun}/cancel`, undefined, headers)).status).toBe(422);
  // Another person's key is another key.
  const other = await post(`/asks/${ask}/answer`, { granted: true }, headers, desk.token('eve@example.com', 'answer'));
  expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([202, null]);
  for (const key of ['', ' ', 'x'.repeat(201), 'a b']) {
    expect([key, (await post(`/asks/${ask}/answer`, { granted: true }, { 'idempotency-key': key })).status]).toEqual([
      key,
      400,
    ]);
  }
});

test('what was refused under a key may be tried again under it', async () => {
  const headers = { 'idempotency-key': 'late' };
  expect((await post('/runs/r2/cancel', undefined, headers)).status).toBe(404);
  await journalWaiting(desk.journal, {}, 'r2');
  expect((await post('/runs/r2/cancel', undefined, headers)).status).toBe(202);
});

test('while the first is at work the second is told to wait', async () => {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = await openApiDesk({ drivers: { ...drivers, resume: () => held } });
  await journalWaiting(slow.journal);
  const sent = { method: 'POST', headers: { 'idempotency-key': 'slow' } };
  const first = slow.api(`/runs/${pollyRun}/cancel`, sent);
  await expect.poll(() => slow.journal.take(pollyRun)).toHaveLength(1);
  const second = await slow.api(`/runs/${pollyRun}/cancel`, sent);
  expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1']);
  letGo();
  expect((await first).status).toBe(202);
  expect((await slow.api(`/runs/${pollyRun}/cancel`, sent)).headers.get('idempotency-replayed')).toBe('true');
  expect(await slow.journal.take(pollyRun)).toHaveLength(1);
});

test('a connection that is cut before the answer changes nothing, and the next one hears what was done', async () => {
  const path = `/asks/${ask}/answer`;
  const headers = { 'idempotency-key': 'cut' };
  await new Promise<void>((resolve) => {
    const sent = request(`${desk.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        ...headers,
        authorization: `Bearer ${desk.token('ada@example.com')}`,
        'content-type': 'application/json',
      },
    });
    sent.on('error', () => resolve());
    sent.end(JSON.stringify({ granted: true }), () => sent.destroy());
    sent.once('close', resolve);
  });
  const again = await post(path, { granted: true }, headers);
  expect([again.status, again.json.granted]).toEqual([202, true]);
  expect(await facts()).toHaveLength(1);
});

test('comments are written, removed by who wrote them, and stay with their run', async () => {
  const comment = { workspace: 'build', path: 'a.ts', side: 'new', line: 3, quoted: 'let a', text: 'const?' } as const;
  const path = `/runs/${pollyRun}/comments`;
  const as = desk.token('cora@example.com', 'comment');
  const made = await post(path, comment, {}, as);
  expect([made.status, made.json]).toMatchObject([
    201,
    { ...comment, run: pollyRun, by: 'cora@example.com', from: { way: 'api' } },
  ]);
  expect((await desk.api(path)).json.comments).toEqual([made.json]);
  const remove = (id: string, as: string) => desk.api(`${path}/${id}`, { method: 'DELETE', as });
  expect((await remove(made.json.id, desk.token('ada@example.com'))).status).toBe(403);
  expect((await remove('nothing', as)).status).toBe(404);
  await journalWaiting(desk.journal, {}, 'r2');
  expect((await desk.api(`/runs/r2/comments/${made.json.id}`, { method: 'DELETE', as })).status).toBe(404);
  expect((await remove(made.json.id, as)).json).toEqual({ id: made.json.id, removed: true });
  expect((await desk.api(path)).json.comments).toEqual([]);
});

test('comments that nobody hears stay to be handed over', async () => {
  const comment = { workspace: 'build', path: 'a.ts', side: 'new', line: 3, quoted: '', text: 'const?' };
  const { id } = (await post(`/runs/${pollyRun}/comments`, comment)).json;
  const handed = await post(`/runs/${pollyRun}/comments/hand`, { ids: [id] });
  expect([handed.status, handed.json.detail]).toEqual([409, 'No agent of the run is at work.']);
  expect((await desk.api(`/runs/${pollyRun}/comments`)).json.comments[0].handedAt).toBeUndefined();
});
