/** What waits for whoever looks: counted on every page, and the same that the API lists. */
import { expect, test } from 'vitest';
import type { Ask } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { journalRun, openDesk } from '../desk.ts';

const spec = { ...specOf([{ id: 'ok', approve: 'Go on?' }]), roles: { lead: ['bob'], cook: ['eve', 'bob'] } };
const owner = { name: 'ada@example.com', from: { way: 'cli' } } as const;

async function openWaiting(asks: Readonly<Record<string, Partial<Ask>>>) {
  const desk = await openDesk();
  for (const [run, more] of Object.entries(asks)) {
    const ask: Ask = { id: `${run}.1`, kind: 'approve', text: `Go on with ${run}?`, ...more };
    await journalRun(desk.journal, run, spec, [
      { ...created, starter: 'zoe' },
      { type: 'step.asked', at: 2_000, frame: '', step: 'ok', visit: 1, asks: [ask] },
    ]);
  }
  const makeToken = (name: string, role: 'view' | 'answer', run?: string) =>
    desk.access.tokens.create({ name, role, expiresInMs: 3_600_000, ...(run !== undefined && { run }) }, owner).text;
  /** On a page that is about none of it, and in the API. */
  const mineOf = async (name: string, role: 'view' | 'answer' = 'answer', run?: string) => {
    const token = makeToken(name, role, run);
    const page = await desk.ask(`/runs/${run ?? 'r1'}/costs`, { headers: { cookie: await desk.join(token) } });
    const api = await desk.ask('/api/v1/asks', { headers: { authorization: `Bearer ${token}` } });
    const [, strip = '', count] = /<section id="mine"([^>]*data-count="(\d+)".*?)<\/section>/s.exec(page.body) ?? [];
    const named = [...strip.matchAll(/Go on with (\w+)\?/g)].map(([, run]) => run);
    const listed = JSON.parse(api.body).asks.map(({ run }: { run: string }) => run);
    expect([name, named.toSorted()]).toEqual([name, listed.toSorted()]);
    expect([name, Number(count)]).toEqual([name, named.length]);
    return named.toSorted();
  };
  return { ...desk, mineOf, cookieOf: (name: string) => desk.join(makeToken(name, 'answer')) };
}

test('is what they may answer, and nothing that waits for others', async () => {
  const { mineOf } = await openWaiting({
    r1: { roles: ['lead'] },
    r2: { roles: ['cook'] },
    r3: {},
    r4: { notStarter: true },
    r5: { roles: ['nobody-holds-it'] },
  });
  expect(await mineOf('bob')).toEqual(['r1', 'r2', 'r3', 'r4']);
  expect(await mineOf('eve')).toEqual(['r2', 'r3', 'r4']);
  expect(await mineOf('zoe')).toEqual(['r3']);
  expect(await mineOf('bob', 'view')).toEqual([]);
  expect(await mineOf('bob', 'answer', 'r2')).toEqual(['r2']);
});

test('is all of it, however many runs were started since', async () => {
  const old = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`old${at}`, {}]));
  const { mineOf, ask, journal, cookieOf } = await openWaiting(old);
  for (let at = 0; at < 2_001; at++) {
    journal.createRun({ run: `new${at}`, key: '', workflow: 'w', file: '', repo: '', createdAt: 3_000 });
  }
  const { body: strip } = await ask('/runs/old0/costs', { headers: { cookie: await cookieOf('eve') } });
  expect(strip).toContain('51 answers are waited for');
  const listed: string[] = [];
  for (let path: string | undefined = '/asks'; path !== undefined; ) {
    const { body } = await ask(path, { headers: { cookie: await cookieOf('eve') } });
    listed.push(...[...body.matchAll(/<article class="ask"[^>]*id="ask-(\w+)\.1"/g)].map(([, run]) => run!));
    path = /href="(\/asks\?after=[^"]*)">1 more run</.exec(body)?.[1];
  }
  expect(listed).toEqual(Object.keys(old).toReversed());
  // The whole strip names ten at most; of one run it is one with the API.
  expect(await mineOf('eve', 'answer', 'old0')).toEqual(['old0']);
});

test('one that has expired is no longer counted, and shown with its time and without a form', async () => {
  const before = Date.now() - 60_000;
  const { mineOf, ask, post, cookieOf, journal } = await openWaiting({
    r1: { expiresAt: before },
    r2: { expiresAt: Date.now() + 3_600_000 },
  });
  expect(await mineOf('eve')).toEqual(['r2']);
  const cookie = await cookieOf('eve');
  for (const [path, run, isOver] of [
    ['/runs/r1', 'r1', true],
    ['/asks', 'r1', true],
    ['/runs/r2', 'r2', false],
    ['/asks', 'r2', false],
  ] as const) {
    const { body } = await ask(path, { headers: { cookie } });
    const [article = ''] = new RegExp(`<article class="ask"[^>]*id="ask-${run}.1".*?</article>`, 's').exec(body) ?? [];
    expect([path, run, article.includes('<form')]).toEqual([path, run, !isOver]);
    expect([path, run, article]).toEqual([path, run, expect.stringContaining(isOver ? 'expired at' : 'until')]);
    if (isOver) {
      expect(article).toContain(new Date(before).toISOString().slice(0, 16));
      expect(article).toContain('The time to answer is over.');
    }
  }
  // The form of a page that was loaded before: nothing is left for the run, which decides by itself.
  expect((await post('/runs/r1/asks/r1.1', { granted: 'yes' })).status).toBe(409);
  expect(await journal.take('r1')).toEqual([]);
});
