/** A server is a stranger: what it answers is checked, limited and timed, and it is left when it lies. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { audit } from '../../../runs/audit.ts';
import { openClient, openRemoteRuns, readServerAddress } from '../../../runs/remote/index.ts';
import { readStream } from '../../../runs/remote/stream.ts';
import { afterwards, openTemporary, readAll } from '../journal/folder.ts';
import { journalRun, pollyHistory } from '../server/desk.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function stranger(answer: Answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: readServerAddress(`http://127.0.0.1:${port}`), token: 'omni_a_b' };
}

const json = (response: ServerResponse, value: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

test.each([
  ['no JSON', (response: ServerResponse): void => void response.end('<html>')],
  ['another shape', (response: ServerResponse): void => json(response, { runs: [{ run: 'r1' }] })],
  ['more than is known', (response: ServerResponse): void => json(response, { runs: [], more: 1 })],
] as const)('%s is not believed', async (_, answer) => {
  const client = openClient(await stranger((_request, response) => answer(response)));
  await expect(client.call('listRuns', {})).rejects.toMatchObject({ code: 'OMNI7033' });
});

test('it is not followed elsewhere, so that a token goes nowhere else', async () => {
  const seen: string[] = [];
  const other = await stranger((request, response) => {
    seen.push(String(request.headers.authorization));
    json(response, { runs: [] });
  });
  const client = openClient(
    await stranger((_request, response) => void response.writeHead(307, { location: `${other.url.href}` }).end()),
  );
  await expect(
    client.call('createToken', { body: { name: 'x', role: 'view', expiresInMs: 3_600_000 } }),
  ).rejects.toMatchObject({
    code: 'OMNI7032',
  });
  expect(seen).toEqual([]);
});

test('what never ends is left', async () => {
  let chunks = 0;
  const client = openClient(
    await stranger((_request, response) => {
      const more = (): void => {
        if (response.destroyed || chunks++ > 1_000) return;
        response.write('x'.repeat(1024 * 1024), more);
      };
      more();
    }),
  );
  await expect(client.call('listRuns', {})).rejects.toMatchObject({ code: 'OMNI7033' });
  expect(chunks).toBeLessThan(200);
});

test('a refusal is told in its words, and a server that is busy is asked again', async () => {
  let asked = 0;
  const client = openClient(
    await stranger((_request, response) => {
      asked += 1;
      if (asked === 1) return void response.writeHead(503).end();
      json(response, { type: 'about:blank', title: 'Forbidden', status: 403, detail: 'Your role is view.' }, 403);
    }),
  );
  await expect(client.call('listRuns', {})).rejects.toMatchObject({
    code: 'OMNI7031',
    status: 403,
    message: expect.stringContaining('Your role is view.'),
  });
  expect(asked).toBe(2);
});

test('a write whose answer is lost is sent again with its key, and no other write is', async () => {
  const keys: (string | undefined)[] = [];
  const client = openClient(
    await stranger((request, response) => {
      keys.push(request.headers['idempotency-key'] as string | undefined);
      if (keys.length === 1) return void response.destroy();
      json(response, { run: 'r1', by: 'ada', driven: true }, 202);
    }),
  );
  expect(await client.call('cancelRun', { params: { run: 'r1' } })).toMatchObject({ driven: true });
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  keys.length = 0;
  const token = { name: 'x', role: 'view', expiresInMs: 3_600_000 } as const;
  await expect(client.call('createToken', { body: token })).rejects.toMatchObject({ code: 'OMNI7032' });
  expect(keys).toEqual([undefined]);
});

test('a stream that breaks anywhere, within a message too, is gone on with behind what was heard', async () => {
  const whole = Array.from({ length: 12 }, (_, index) => `id: ${index + 1}\ndata: {"n":${index + 1},"text":"ü☃"}\n\n`);
  const begins: string[] = [];
  const server = await stranger((request, response) => {
    const after = Number(request.headers['last-event-id'] ?? 0);
    begins.push(String(after));
    const rest = Buffer.from(whole.slice(after).join(''));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // Longer by one byte each time, so that it breaks at every place of a message.
    response.write(rest.subarray(0, 20 + begins.length), () => response.destroy());
  });
  const heard: string[] = [];
  const left = new AbortController();
  for await (const { id } of readStream(server, { path: '/x', signal: left.signal, backoffMs: Array(200).fill(1) })) {
    heard.push(String(id));
    if (heard.length === 12) left.abort();
  }
  expect(heard).toEqual(whole.map((_, index) => String(index + 1)));
  expect(begins.length).toBeGreaterThan(12);
});

test('a stream on which nothing is heard is given up for another, and in the end for good', async () => {
  let connections = 0;
  const server = await stranger((_request, response) => {
    connections += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  });
  const signal = new AbortController().signal;
  const listen = async (): Promise<void> => {
    for await (const _ of readStream(server, { path: '/x', signal, silenceMs: 20, backoffMs: [1, 1, 1] })) break;
  };
  await expect(listen()).rejects.toMatchObject({ code: 'OMNI7032' });
  expect(connections).toBe(4);
});

const polly = pollyHistory();

/** The events of polly as a server that changes one thing would page them. */
async function liar(change: (events: unknown[]) => unknown[]) {
  const journal = openTemporary();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  const events = change(structuredClone(await readAll(journal, 'r1')));
  const head = journal.head('r1');
  const server = await stranger((request, response) => {
    const after = Number(new URL(request.url!, 'http://x').searchParams.get('after'));
    const page = events.slice(after, after + 7);
    json(response, { events: page, head, ...(after + 7 < events.length && { next: after + 7 }) });
  });
  return openRemoteRuns(openClient(server));
}

test('a history is read and audited as one on this disk', async () => {
  const runs = await liar((events) => events);
  expect(await audit(runs, 'r1')).toMatchObject({ status: 'intact', seq: polly.events.length });
});

test.each([
  [
    'changed',
    (events: unknown[]) =>
      events.map((one, at) =>
        at === 9 ? { ...(one as object), event: { ...(events[9] as { event: object }).event, at: 1 } } : one,
      ),
    'changed',
    10,
  ],
  ['left out', (events: unknown[]) => events.toSpliced(9, 1), 'gap', 10],
  [
    'of another run',
    (events: unknown[]) => events.map((one, at) => (at === 9 ? { ...(one as object), run: 'r2' } : one)),
    'gap',
    10,
  ],
  [
    'no event',
    (events: unknown[]) => events.map((one, at) => (at === 9 ? { ...(one as object), event: { type: 'x' } } : one)),
    undefined,
    10,
  ],
] as const)('an event that is %s breaks it', async (_, change, reason, seq) => {
  const runs = await liar(change as (events: unknown[]) => unknown[]);
  if (reason === undefined) return expect(audit(runs, 'r1')).rejects.toMatchObject({ code: 'OMNI7033' });
  expect(await audit(runs, 'r1')).toMatchObject({ status: 'broken', seq, reason });
});
