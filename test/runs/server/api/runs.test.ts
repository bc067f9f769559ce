/** Runs over the API: listed page by page, shown as `omni show --json`, and what waits for whom. */
import { beforeEach, expect, test } from 'vitest';
import { loadWorkflow } from '../../../../engine/driver/index.ts';
import { describeView, emptyView, foldView } from '../../../../runs/view/index.ts';
import { journalRun, pollyHistory } from '../desk.ts';
import { type ApiDesk, journalWaiting, openApiDesk } from './desk.ts';

const polly = pollyHistory();
const asked = polly.events.findIndex(({ type }) => type === 'step.asked') + 1;
let desk: ApiDesk;

beforeEach(async () => {
  desk = await openApiDesk();
});

test('a run is shown as the fold has it', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  const { status, json, headers } = await desk.api('/runs/r1');
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const view = emptyView();
  let workflow: Awaited<ReturnType<typeof loadWorkflow>> | undefined;
  for await (const envelope of desk.journal.read('r1')) {
    if (envelope.event.type === 'run.created') workflow = await loadWorkflow(desk.journal, envelope.event.spec);
    foldView(view, envelope, workflow);
  }
  expect(json).toEqual(JSON.parse(JSON.stringify(describeView(view))));
});

test('runs are listed the newest first, each once over all pages, whatever the size of a page', async () => {
  for (const run of ['r1', 'r2', 'r3', 'r4', 'r5']) {
    await journalRun(desk.journal, run, polly.spec, polly.events.slice(0, 3));
  }
  for (const limit of [1, 2, 3, 5, 6]) {
    const found: string[] = [];
    for (let path: string | undefined = `/runs?limit=${limit}`; path !== undefined; ) {
      const { json, headers } = await desk.api(path);
      found.push(...json.runs.map(({ run }: { run: string }) => run));
      const link = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
      expect(link !== undefined).toBe(json.next !== undefined);
      path = link;
    }
    expect([limit, found]).toEqual([limit, ['r5', 'r4', 'r3', 'r2', 'r1']]);
  }
});

test('runs are narrowed by how they stand, workflow, starter and text', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  await journalRun(desk.journal, 'r2', polly.spec, polly.events.slice(0, asked));
  await journalRun(desk.journal, 'r3', polly.spec, polly.events.slice(0, 3));
  await desk.journal.acquire('r3');
  const names = async (query: string) => {
    const { json } = await desk.api(`/runs?${query}`);
    return json.runs?.map(({ run, status }: { run: string; status: string }) => `${run} ${status}`);
  };
  expect(await names('')).toEqual(['r3 running', 'r2 waiting', 'r1 done']);
  expect(await names('status=done&status=waiting')).toEqual(['r2 waiting', 'r1 done']);
  expect(await names('status=stopped')).toEqual([]);
  expect(await names('workflow=polly&q=R1')).toEqual(['r1 done']);
  expect(await names('workflow=other')).toEqual([]);
  const [{ starter }] = (await desk.api('/runs')).json.runs;
  expect(await names(`starter=${starter}`)).toHaveLength(3);
  expect(await names('starter=nobody')).toEqual([]);
});

test('a cursor goes on with its own question alone', async () => {
  for (const run of ['r1', 'r2', 'r3']) await journalRun(desk.journal, run, polly.spec, polly.events.slice(0, 3));
  const { next } = (await desk.api('/runs?limit=1&q=r')).json;
  expect((await desk.api(`/runs?limit=2&q=r&cursor=${next}`)).json.runs).toHaveLength(2);
  for (const query of [`cursor=${next}`, `q=r&workflow=polly&cursor=${next}`, 'cursor=nonsense', 'cursor=WzFd']) {
    const { status, json } = await desk.api(`/runs?${query}`);
    expect([query, status, json.errors?.[0]?.path]).toEqual([query, 400, '/query/cursor']);
  }
});

test('a token for one run sees this run, and no trace of another', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, asked));
  await journalRun(desk.journal, 'r2', polly.spec, polly.events.slice(0, asked));
  const as = desk.token('eve@example.com', 'answer', 'r1');
  expect((await desk.api('/runs', { as })).json.runs.map(({ run }: { run: string }) => run)).toEqual(['r1']);
  expect((await desk.api('/runs/r1', { as })).status).toBe(200);
  for (const path of ['/runs/r2', '/runs/r2/events', '/runs/r2/spec', '/runs/r9', '/workflows', '/tokens']) {
    expect([path, (await desk.api(path, { as })).status]).toEqual([path, 403]);
  }
  const [other] = desk.journal.meta('r2')!.asks;
  const answer = await desk.api(`/asks/${other!.ask.id}x/answer`, { method: 'POST', body: { granted: true }, as });
  expect(answer.status).toBe(404);
  expect((await desk.api('/me', { as })).json).toEqual({ name: 'eve@example.com', role: 'answer', run: 'r1' });
});

test('what waits for me is what I may answer', async () => {
  await journalWaiting(desk.journal, {}, 'r1');
  await journalWaiting(desk.journal, { roles: ['lead'] }, 'r2');
  await journalWaiting(desk.journal, { expiresAt: 1 }, 'r3');
  const { json } = await desk.api('/asks');
  expect(json.asks).toMatchObject([{ run: 'r1', workflow: 'polly', ask: { id: 'r1.1', kind: 'approve' } }]);
  expect((await desk.api('/asks', { as: desk.token('vera@example.com', 'view') })).json).toEqual({ asks: [] });
});
