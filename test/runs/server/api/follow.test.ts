/** Streams: every event once and in order, wherever a reader begins again and whoever dies in between. */
import { beforeEach, expect, test } from 'vitest';
import type { Envelope } from '../../../../engine/events.ts';
import { readAll } from '../../journal/folder.ts';
import { journalRun, pollyHistory } from '../desk.ts';
import { type ApiDesk, openApiDesk } from './desk.ts';

const polly = pollyHistory();
let desk: ApiDesk;

beforeEach(async () => {
  desk = await openApiDesk();
});

interface Told {
  readonly id?: string;
  readonly event?: string;
  readonly data: Envelope & { readonly status?: string };
}

/** The messages of a stream; ends with it. */
async function* listen(path: string, headers: Record<string, string> = {}, as = desk.token('ada@example.com')) {
  const ask = () =>
    fetch(`${desk.url}/api/v1${path}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${as}`, ...headers },
    });
  // A connection that was kept is gone with the server that it led to.
  const response = await ask().catch(ask);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop()!;
    for (const message of messages.filter((one) => !one.startsWith(':'))) {
      const lines = Object.fromEntries(
        message.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]),
      );
      yield { ...lines, data: JSON.parse(lines.data!) } as Told;
    }
  }
}

test('a run that is over is told whole, and then its end', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  const told: Told[] = [];
  for await (const one of listen('/runs/r1/events')) told.push(one);
  const end = told.pop();
  expect(end).toMatchObject({ event: 'end', data: { run: 'r1', status: 'done', seq: polly.events.length } });
  expect(told.map(({ data }) => data)).toEqual(await readAll(desk.journal, 'r1'));
  expect(told.every(({ id, data }) => id === String(data.seq))).toBe(true);
});

test('from every position each event comes once, while the run goes on and the server dies in between', async () => {
  const { journal } = desk;
  await journalRun(journal, 'r1', polly.spec, polly.events.slice(0, 1));
  const seen: Envelope[] = [];
  for (let at = 1; at < polly.events.length; at++) {
    // One more is written, and one is read; then the connection is gone, and every fifth time the server with it.
    await journal.append('r1', at, 0, polly.events.slice(at, at + 1));
    const after = String(seen.at(-1)?.seq ?? 0);
    for await (const { data } of listen('/runs/r1/events', at % 2 === 0 ? { 'last-event-id': after } : {})) {
      if (data.seq <= Number(after)) continue;
      seen.push(data);
      break;
    }
    if (at % 5 === 0) await desk.restart();
  }
  for await (const { event, data } of listen(`/runs/r1/events?after=${seen.length}`))
    if (event !== 'end') seen.push(data);
  expect(seen).toEqual(await readAll(journal, 'r1'));
});

test('Last-Event-ID goes on exactly behind every event', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  for (let after = 0; after <= polly.events.length; after++) {
    const seqs: number[] = [];
    for await (const { event, data } of listen('/runs/r1/events', { 'last-event-id': String(after) })) {
      if (event === undefined) seqs.push(data.seq);
    }
    expect(seqs).toEqual(Array.from({ length: polly.events.length - after }, (_, index) => after + 1 + index));
  }
});

test('what is narrowed keeps its numbers, so that it goes on behind what was passed over', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  const seqs: number[] = [];
  for await (const { event, data } of listen('/runs/r1/events?type=step.finished'))
    if (event === undefined) seqs.push(data.seq);
  const wanted = polly.events.flatMap(({ type }, index) => (type === 'step.finished' ? [index + 1] : []));
  expect(seqs).toEqual(wanted);
});

test('whoever asks for the head alone, or for no stream, is sent none', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 5));
  const page = await desk.api('/runs/r1/events');
  for (const accept of ['text/event-stream;q=0', 'application/json, text/event-stream; q=0.0']) {
    const { status, json } = await desk.api('/runs/r1/events', { headers: { accept } });
    expect([accept, status, json]).toEqual([accept, 200, page.json]);
  }
  const head = await desk.api('/runs/r1/events', { method: 'HEAD', headers: { accept: 'text/event-stream' } });
  expect([head.status, head.text]).toEqual([200, '']);
  expect(head.headers.get('content-type')).toBe(page.headers.get('content-type'));
  expect((await desk.api('/runs/nobody', { method: 'HEAD' })).status).toBe(404);
  expect((await desk.api('/runs', { method: 'HEAD', as: null })).status).toBe(401);
});

test('a position that the run does not have is refused, and so is what is no position', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 5));
  const accept = 'text/event-stream';
  const ask = (headers: Record<string, string>) => desk.api('/runs/r1/events', { headers: { accept, ...headers } });
  expect((await ask({ 'last-event-id': '6' })).json).toMatchObject({ status: 409 });
  for (const id of ['x', '-1', '1.5', '99999999999999999999'])
    expect((await ask({ 'last-event-id': id })).status).toBe(400);
});

test('a token that is revoked hears nothing more', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 5));
  const stream = listen('/runs/r1/events', {}, desk.token('eve@example.com', 'view'));
  for (let seq = 1; seq <= 5; seq++) expect((await stream.next()).value?.data.seq).toBe(seq);
  const { id } = desk.access.tokens.list().find(({ name }) => name === 'eve@example.com')!;
  desk.access.tokens.revoke(id, { name: 'olga@example.com', from: { way: 'cli' } });
  await expect(stream.next()).rejects.toThrow();
});

test('all runs are told as they stand, and then each that changes', async () => {
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 5));
  await journalRun(desk.journal, 'r2', polly.spec, polly.events);
  const stream = listen('/events');
  const next = async () => {
    const { run, status } = (await stream.next()).value!.data;
    return `${run} ${status}`;
  };
  expect([await next(), await next()]).toEqual(['r1 stopped', 'r2 done']);
  await desk.journal.append('r1', 5, 0, polly.events.slice(5));
  expect(await next()).toBe('r1 done');
  await journalRun(desk.journal, 'r3', polly.spec, polly.events.slice(0, 1));
  expect(await next()).toMatch(/^r3 /);
  const alone = listen('/events', {}, desk.token('eve@example.com', 'view', 'r2'));
  expect((await alone.next()).value?.data.run).toBe('r2');
});
