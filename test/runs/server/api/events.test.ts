/** Events over the API: pages that a client can audit, one event with its state, and what was too large for a row. */
import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Envelope } from '../../../../engine/events.ts';
import { hashOf } from '../../../../runs/journal/row.ts';
import { readAll } from '../../journal/folder.ts';
import { journalRun, pollyHistory } from '../desk.ts';
import { type ApiDesk, openApiDesk } from './desk.ts';

const polly = pollyHistory();
let desk: ApiDesk;

beforeEach(async () => {
  desk = await openApiDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
});

test('pages of events are the journal, and their hashes can be made again', async () => {
  const found: Envelope[] = [];
  for (let path: string | undefined = '/runs/r1/events?limit=7'; path !== undefined; ) {
    const { status, json, headers } = await desk.api(path);
    expect(status).toBe(200);
    expect(json.head).toEqual(desk.journal.head('r1'));
    found.push(...json.events);
    path = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(found).toEqual(await readAll(desk.journal, 'r1'));
  for (const { hash, ...rest } of found) expect(hashOf(rest)).toBe(hash);
});

test('events are narrowed by type and step', async () => {
  const all = await readAll(desk.journal, 'r1');
  const seqs = async (query: string) => {
    const { json } = await desk.api(`/runs/r1/events?limit=1000&${query}`);
    return json.events.map(({ seq }: Envelope) => seq);
  };
  const wanted = (keep: (event: Envelope['event']) => boolean) =>
    all.filter(({ event }) => keep(event)).map(({ seq }) => seq);
  expect(await seqs('type=frame.opened&type=step.asked')).toEqual(
    wanted(({ type }) => type === 'frame.opened' || type === 'step.asked'),
  );
  expect(await seqs('step=merge_ok')).toEqual(
    wanted((event) => event.frame === '' && 'step' in event && event.step === 'merge_ok'),
  );
  expect(await seqs(`step=${encodeURIComponent('build@1[1]/write')}&after=40`)).toEqual(
    all
      .filter(({ seq, event }) => seq > 40 && event.frame === 'build@1[1]' && 'step' in event && event.step === 'write')
      .map(({ seq }) => seq),
  );
});

test('an event is shown with the state on both sides of it', async () => {
  const { status, json } = await desk.api('/runs/r1/events/1');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    seq: 1,
    event: { type: 'run.created' },
    before: { status: 'new' },
    after: { status: 'running' },
  });
  expect(json.changes.length).toBeGreaterThan(0);
  expect((await desk.api('/runs/r1/events/9999')).status).toBe(404);
  expect((await desk.api('/runs/r1/events/0')).status).toBe(400);
});

test('what the run pins is given byte by byte, and told apart by its hash', async () => {
  const { text, headers, status } = await desk.api('/runs/r1/spec');
  const hash = createHash('sha256').update(text).digest('hex');
  expect([status, text]).toEqual([200, JSON.stringify(polly.spec)]);
  expect(headers.get('etag')).toBe(`"${hash}"`);
  const again = await desk.api('/runs/r1/spec', { headers: { 'if-none-match': `"${hash}"` } });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('a value is opened by the event that names it, and by no hash alone', async () => {
  const { journal } = desk;
  const secret = await journal.put('"of another run"');
  const hash = await journal.put('"large"');
  const named = { ...polly.events[3]!, blobs: { 'plan.prompt': hash } };
  await journalRun(journal, 'r2', polly.spec, [...polly.events.slice(0, 3), named]);
  expect((await desk.api(`/runs/r2/events/4/blobs/${hash}`)).text).toBe('"large"');
  for (const path of [`4/blobs/${secret}`, `3/blobs/${hash}`, `9/blobs/${hash}`]) {
    expect([path, (await desk.api(`/runs/r2/events/${path}`)).status]).toEqual([path, 404]);
  }
  expect((await desk.api('/runs/r2/events/4/blobs/..%2f..%2fetc')).status).toBe(400);
});
