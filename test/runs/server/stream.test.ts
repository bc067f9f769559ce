/** A page hears of what other processes write, and of who drives a run. */
import { type IncomingMessage, get as request } from 'node:http';
import { expect, test, vi } from 'vitest';
import { heartbeatMs } from '../../../runs/server/live/sse.ts';
import type { WorkspaceLook } from '../../../runs/server/ports.ts';
import { afterwards } from '../journal/folder.ts';
import { type Desk, journalRun, openDesk, pollyHistory } from './desk.ts';

const polly = pollyHistory();

interface Told {
  readonly version: string;
  readonly title: string;
  readonly order: readonly string[];
  readonly sections: Readonly<Record<string, string>>;
}

/** What the stream says, one change of the page at a time; ends with the stream. */
async function* listen({ server, cookie }: Desk, path: string): AsyncGenerator<Told> {
  const headers = { cookie: await cookie(), accept: 'text/event-stream' };
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path: `/live${path}`, headers }, resolve);
    sent.on('error', reject);
    afterwards(() => sent.destroy());
  });
  expect(stream).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } });
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop()!;
    for (const message of messages) {
      const [, version, data] = /^id: (.+)\nevent: page\ndata: (.+)$/.exec(message) ?? [];
      if (data !== undefined) yield { version, ...JSON.parse(data) };
    }
  }
}

const next = async (told: AsyncGenerator<Told>): Promise<Told> => (await told.next()).value;

/** The first change that says it: a fast run may be told in fewer steps than it takes. */
async function until(told: AsyncGenerator<Told>, isWanted: (one: Told) => boolean): Promise<Told> {
  for (;;) {
    const one = await next(told);
    if (isWanted(one)) return one;
  }
}

test('what somebody else journals is told by the sections that it changed', async () => {
  const desk = await openDesk();
  const { journal } = desk;
  await journalRun(journal, 'r1', polly.spec, polly.events.slice(0, 10));
  const told = listen(desk, '/runs/r1');
  const first = await next(told);
  expect(Object.keys(first.sections)).toEqual(first.order);
  await journal.append('r1', 10, 0, polly.events.slice(10, 30));
  const change = await next(told);
  expect(change.order).toContain('steps');
  expect(change.sections).toHaveProperty('steps');
  expect(change.sections).not.toHaveProperty('inputs');
});

test.each(['', '/runs/r1', '/runs/r1/journal', '/runs/r1/talk'])(
  'rows of a list that are as they were are not told again: %s',
  async (path) => {
    const desk = await openDesk();
    await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 60));
    const told = listen(desk, path);
    await next(told);
    await desk.journal.append('r1', 60, 0, polly.events.slice(60, 70));
    await journalRun(desk.journal, 'r2', polly.spec, polly.events);
    const leavesOut = ({ sections }: Told) => / data-same><\/li>/.test(Object.values(sections).join(''));
    expect(await until(told, leavesOut)).toBeDefined();
  },
);

test('the page names the version that the stream would, and is told nothing that it shows', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  const { body } = await desk.get('/');
  const version = /data-version="([^"]+)"/.exec(body)?.[1];
  expect(version).toBe((await next(listen(desk, ''))).version);
  const told = listen(desk, `?seen=${version}`);
  const news = next(told);
  await journalRun(desk.journal, 'r2', polly.spec, polly.events);
  expect(Object.keys((await news).sections)).toContain('runs');
});

test('whoever saw the page before is told what changed, and anybody else the whole', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 20));
  const first = await next(listen(desk, '/runs/r1/journal'));
  await desk.journal.append('r1', 20, 0, polly.events.slice(20, 40));
  const again = await next(listen(desk, `/runs/r1/journal?seen=${first.version}`));
  expect(Object.keys(again.sections)).toEqual(['events']);
  const whole = await next(listen(desk, '/runs/r1/journal?seen=long-ago'));
  expect(Object.keys(whole.sections)).toEqual(whole.order);
});

test('who begins to drive a run, and who stops, is told', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 10));
  const told = listen(desk, '/runs/r1');
  expect((await next(told)).title).toBe('polly: stopped');
  const lease = await desk.journal.acquire('r1');
  await until(told, ({ title }) => title === 'polly: running');
  await desk.journal.release('r1', lease.status === 'held' ? lease.epoch : 0);
  await until(told, ({ title }) => title === 'polly: stopped');
});

test('the list hears of new runs, of asks and of ends', async () => {
  const desk = await openDesk();
  const told = listen(desk, '');
  await next(told);
  const shows = (what: string) => until(told, ({ sections }) => sections.runs?.includes(what) === true);
  await journalRun(desk.journal, 'r1', polly.spec, polly.events.slice(0, 20));
  await shows('href="/runs/r1"');
  const asked = polly.events.findIndex(({ type }) => type === 'step.asked') + 1;
  await desk.journal.append('r1', 20, 0, polly.events.slice(20, asked));
  await shows('waits for 1 answer');
  await desk.journal.append('r1', asked, 0, polly.events.slice(asked));
  await shows('is-done');
});

test('whoever leaves while the page is made is forgotten, and nothing goes on for them', async () => {
  const made: (() => void)[] = [];
  const look: WorkspaceLook = {
    list: () => new Promise((resolve) => void made.push(() => resolve([]))),
    changes: () => Promise.reject(new Error('nobody asks for it')),
    file: async () => undefined,
  };
  const desk = await openDesk(undefined, { look });
  await journalRun(desk.journal, 'r1', polly.spec, polly.events);
  const headers = { cookie: await desk.cookie(), accept: 'text/event-stream' };
  const [begun, ended] = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'clearInterval')];
  afterwards(() => vi.restoreAllMocks());
  for (let times = 1; times <= 3; times++) {
    const sent = request({ host: '127.0.0.1', port: desk.server.port, path: '/live/runs/r1/changes', headers });
    sent.on('error', () => {});
    await vi.waitFor(() => expect(made).toHaveLength(times));
    sent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    made.at(-1)!();
  }
  const beats = () => begun.mock.results.filter((_, nth) => begun.mock.calls[nth]?.[1] === heartbeatMs);
  await vi.waitFor(() => expect(beats()).toHaveLength(3));
  const ada = { name: 'ada@example.com', from: { way: 'cli' } } as const;
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'view', expiresInMs: 3_600_000 }, ada);
  const { body } = await desk.ask('/runs/r1', { headers: { cookie: await desk.join(text) } });
  expect(body).toContain('merge_ok');
  expect(body).not.toContain('Here with you');
  const stopped = ended.mock.calls.map(([timer]) => timer);
  for (const { value } of beats()) expect(stopped).toContain(value);
});

test('a server that ends lets go of who listens', async () => {
  const desk = await openDesk();
  const told = listen(desk, '');
  await next(told);
  await desk.server.close();
  await expect(told.next()).rejects.toMatchObject({ code: 'ECONNRESET' });
});
