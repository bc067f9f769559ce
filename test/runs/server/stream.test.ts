/** A page hears of what other processes write, and of who drives a run. */
import { type IncomingMessage, get as request } from 'node:http';
import { expect, test } from 'vitest';
import { afterwards } from '../journal/folder.ts';
import { type Desk, journalRun, openDesk, pollyHistory } from './desk.ts';

const polly = pollyHistory();

/** What the stream says, one version at a time; ends with the stream. */
async function* listen({ server, cookie }: Desk, path: string): AsyncGenerator<string> {
  const headers = { cookie: await cookie(), accept: 'text/event-stream' };
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers }, resolve).on('error', reject);
    afterwards(() => sent.destroy());
  });
  expect(stream).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } });
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop()!;
    yield* messages.map((message) => message.replace(/^data: /, ''));
  }
}

const next = async (versions: AsyncGenerator<string>) => (await versions.next()).value;

test('each event that is journaled by somebody else is told', async () => {
  const desk = await openDesk();
  const { journal } = desk;
  await journalRun(journal, 'r1', polly.spec, polly.events.slice(0, 10));
  const versions = listen(desk, '/runs/r1/events');
  expect(await next(versions)).toBe('10-free');
  await journal.append('r1', 10, 0, polly.events.slice(10, 11));
  expect(await next(versions)).toBe('11-free');
  await journal.append('r1', 11, 0, polly.events.slice(11, 30));
  expect(await next(versions)).toBe('30-free');
});

test('the page names the version that the stream would', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  for (const [page, events] of [
    ['/', '/events'],
    ['/runs/r1', '/runs/r1/events'],
  ] as const) {
    const { body } = await desk.get(page);
    expect(body).toContain(`data-events="${events}" data-version="${await next(listen(desk, events))}"`);
  }
});

test('who begins to drive a run, and who stops, is told', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 10));
  const versions = listen(desk, '/runs/r1/events');
  expect(await next(versions)).toBe('10-free');
  const lease = await desk.journal.acquire('r1');
  expect(await next(versions)).toBe('10');
  await desk.journal.release('r1', lease.status === 'held' ? lease.epoch : 0);
  expect(await next(versions)).toBe('10-free');
});

test('the list hears of new runs, of asks and of ends, and of nothing else', async () => {
  const desk = await openDesk();
  const versions = listen(desk, '/events');
  const empty = await next(versions);
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 10));
  const begun = await next(versions);
  await desk.journal.append('r1', 10, 0, polly.events.slice(10, 20));
  const asked = polly.events.findIndex(({ type }) => type === 'step.asked') + 1;
  await desk.journal.append('r1', 20, 0, polly.events.slice(20, asked));
  const waiting = await next(versions);
  await desk.journal.append('r1', asked, 0, polly.events.slice(asked));
  const over = await next(versions);
  expect(new Set([empty, begun, waiting, over]).size).toBe(4);
});

test('a server that ends lets go of who listens', async () => {
  const desk = await openDesk();
  const versions = listen(desk, '/events');
  await next(versions);
  await desk.server.close();
  await expect(versions.next()).rejects.toMatchObject({ code: 'ECONNRESET' });
});
