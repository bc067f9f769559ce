/** What agents did, over the API: the history of a run, page by page and each thing once. */
import { beforeEach, expect, test } from 'vitest';
import { openHistory } from '../../../../runs/history/index.ts';
import { journalRun, pollyHistory } from '../desk.ts';
import { type ApiDesk, openApiDesk } from './desk.ts';

const polly = pollyHistory();
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
let desk: ApiDesk;

beforeEach(async () => {
  desk = await openApiDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
});

/** All items of all pages. */
async function pages(path: string, name: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, json, headers } = await desk.api(next);
    expect([next, status, json.detail]).toEqual([next, 200, undefined]);
    found.push(...json[name]);
    next = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
  }
  return found;
}

test('the transcript of every step is whole over its pages, whatever their size', async () => {
  const history = openHistory(desk.journal);
  const { view } = await history.view('r1');
  const told = new Set<string>();
  for (const address of view.steps.keys()) {
    const { items } = await history.transcript('r1', address, { after: 0, limit: 10_000 });
    for (const { type } of items) told.add(type);
    for (const limit of [1, 3, 500]) {
      const path = `/runs/r1/steps/${encodeURIComponent(address)}/transcript?limit=${limit}`;
      expect([address, limit, await pages(path, 'entries')]).toEqual([address, limit, asJson(items)]);
    }
  }
  expect(told).toContain('call');
  expect(told).toContain('end');
});

test('a transcript is followed by what is new, and its texts are cut on demand', async () => {
  const path = `/runs/r1/steps/${encodeURIComponent('build@1[0]/write')}/transcript`;
  const { json } = await desk.api(`${path}?cut=3`);
  const begin = json.entries.find(({ type }: { type: string }) => type === 'begin');
  expect(begin.prompt).toMatchObject({ cut: true, text: expect.stringMatching(/^.{3}$/s) });
  expect((await desk.api(`${path}?since=${json.head}`)).json.entries).toEqual([]);
  expect((await desk.api(`${path}?since=1&cursor=x`)).status).toBe(400);
});

test('calls are listed the newest first, and narrowed', async () => {
  const all = await pages('/runs/r1/calls?limit=500', 'calls');
  expect(all.length).toBeGreaterThan(3);
  expect(await pages('/runs/r1/calls?limit=2', 'calls')).toEqual(all);
  const seqs = all.map((call) => (call as { seq: number }).seq);
  expect(seqs).toEqual([...seqs].sort((one, other) => other - one));
  const merges = await pages('/runs/r1/calls?kind=merge&limit=1', 'calls');
  expect(merges).toEqual(all.filter((call) => (call as { kind: string }).kind === 'merge'));
  const step = encodeURIComponent('build@1[0]/write');
  for (const call of await pages(`/runs/r1/calls?step=${step}`, 'calls'))
    expect(call).toMatchObject({ address: 'build@1[0]/write' });
});

test('costs come to what the run cost', async () => {
  const { json, status } = await desk.api('/runs/r1/costs');
  expect(status).toBe(200);
  const { cost } = (await desk.api('/runs/r1')).json;
  expect(json.points.at(-1).totalMicroUsd).toBe(cost.microUsd);
  expect(json.agents.reduce((sum: number, agent: { microUsd: number }) => sum + agent.microUsd, 0)).toBe(cost.microUsd);
  expect((await desk.api('/runs/r1/costs?most=2')).json.points.length).toBeLessThanOrEqual(2);
});

test('diffs are listed, opened by file and read by page', async () => {
  const { steps } = (await desk.api('/runs/r1/diffs')).json;
  expect(steps.length).toBeGreaterThan(0);
  const [{ seq, files }] = steps[0].rounds;
  const diff = (await desk.api(`/runs/r1/diffs/${seq}`)).json;
  expect(diff.files).toHaveLength(files);
  const whole = (await desk.api(`/runs/r1/diffs/${seq}/0`)).json;
  const linesOf = (page: { hunks: { lines: object[] }[] }) => page.hunks.flatMap(({ lines }) => lines);
  const paged: object[] = [];
  for (let next: string | undefined = `/runs/r1/diffs/${seq}/0?limit=1`; next !== undefined; ) {
    const { json, headers } = await desk.api(next);
    paged.push(...linesOf(json));
    next = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(paged).toEqual(linesOf(whole));
  for (const path of ['/runs/r1/diffs/1', `/runs/r1/diffs/${seq}/99`, '/runs/r1/diffs/9999/0']) {
    expect([path, (await desk.api(path)).status]).toEqual([path, 404]);
  }
});
