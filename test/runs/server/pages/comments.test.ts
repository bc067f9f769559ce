/** Comments on lines: written by who may, taken back by who wrote them, and handed to who wrote the lines. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { type Desk, journalRun, openDesk } from '../desk.ts';

const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const spec = specOf([{ id: 'write', agent: 'claude', prompt: 'Go.' }]);
const workspace = 'omni/r1/main';
const diff = 'diff --git a/a.js b/a.js\n--- a/a.js\n+++ b/a.js\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n';
const place = { at: 2_000, frame: '', step: 'write' };
const wrote: readonly RunEvent[] = [
  created,
  { type: 'step.started', ...place, visit: 1, attempt: 1, plan: { agent: 'claude' } },
  { type: 'step.finished', ...place, attempt: 1, outcome: 'done', result: { diff, branch: workspace } },
];
const again: RunEvent = { type: 'step.started', ...place, visit: 2, attempt: 2, plan: { agent: 'claude' } };
const onNew = { workspace, path: 'a.js', side: 'new', line: '2', quoted: 'new', back: '/runs/r1/changes?seq=3' };

async function deskWith(events: readonly RunEvent[] = wrote): Promise<Desk> {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', spec, events);
  return desk;
}

/** Somebody with a token of a role. */
async function somebody({ access, join, ask, server }: Desk, name: string, role: 'view' | 'comment' | 'answer') {
  const maker = { name: 'ada', from: { way: 'cli' } } as const;
  const { text } = access.tokens.create({ name, role, expiresInMs: 3_600_000 }, maker);
  const cookie = await join(text);
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    get: (path: string) => ask(path, { headers: { cookie } }),
    post: (path: string, body: Readonly<Record<string, string>>) =>
      ask(path, { method: 'POST', headers: { cookie, origin }, body }),
  };
}

test('a click on a line number opens a form below it, and what is written stands below the line', async () => {
  const desk = await deskWith();
  const page = (await desk.get('/runs/r1/changes?seq=3')).body;
  const link = /href="(\?seq=3&amp;comment=0:new:2)#comment-text"/.exec(page)![1]!.replaceAll('&amp;', '&');
  const form = (await desk.get(`/runs/r1/changes${link}`)).body;
  expect(form).toContain('<form id="form"');
  for (const field of ['value="a.js"', 'name="line" value="2"', 'name="side" value="new"', 'name="quoted" value="new"'])
    expect(form).toContain(field);
  const sent = await desk.post('/runs/r1/comments', { ...onNew, text: 'Why <b>this</b>?\n*no* Markdown' });
  expect(sent.status).toBe(303);
  expect(sent.headers.location).toBe('/runs/r1/changes?seq=3#comment-1');
  const { body } = await desk.get('/runs/r1/changes?seq=3');
  expect(body).toMatch(/<code>new<\/code><\/td><\/tr>\s*<tr class="notes">/);
  expect(body).toContain('Why &lt;b&gt;this&lt;/b&gt;?\n*no* Markdown');
  expect(textOf(body)).toMatch(/ada@example.com \S+ not handed over yet/);
  expect(desk.access.comments.list('r1')).toMatchObject([{ by: 'ada@example.com', line: 2, from: { way: 'page' } }]);
});

test('a line that has changed since says what it read', async () => {
  const desk = await deskWith();
  await desk.post('/runs/r1/comments', { ...onNew, quoted: 'what was here', text: 'Hm.' });
  expect((await desk.get('/runs/r1/changes')).body).toContain('the line read <code>what was here</code>');
});

test('what is about no line, or says nothing, is not taken', async () => {
  const desk = await deskWith();
  for (const wrong of [
    { line: '0' },
    { line: '-1' },
    { line: '1.5' },
    { line: 'x' },
    { path: '' },
    { text: ' \n' },
    { text: 'x'.repeat(5_000) },
  ]) {
    const { status } = await desk.post('/runs/r1/comments', { ...onNew, text: 'Hm.', ...wrong });
    expect([wrong, status]).toEqual([wrong, 422]);
  }
  expect((await desk.post('/runs/r9/comments', { ...onNew, text: 'Hm.' })).status).toBe(404);
  expect(desk.access.comments.list('r1')).toEqual([]);
});

test('who may only look neither sees the way nor gets through', async () => {
  const desk = await deskWith([...wrote, again]);
  await desk.post('/runs/r1/comments', { ...onNew, text: 'Mine.' });
  const eve = await somebody(desk, 'eve', 'view');
  const { body } = await eve.get('/runs/r1/changes?seq=3&comment=0:new:2');
  expect(body).toContain('Mine.');
  expect(body).not.toContain('comment=0:');
  expect(body).not.toContain('<form id="form"');
  expect(body).not.toContain('/remove');
  expect((await eve.post('/runs/r1/comments', { ...onNew, text: 'Hm.' })).status).toBe(403);
  expect((await eve.post('/runs/r1/comments/1/remove', {})).status).toBe(403);
  expect((await eve.post('/runs/r1/comments/hand', { workspace, to: 'write' })).status).toBe(403);
  expect(desk.access.comments.list('r1')).toHaveLength(1);
});

test('a comment is taken back by who wrote it or by the owner, and by nobody else', async () => {
  const desk = await deskWith();
  const bob = await somebody(desk, 'bob', 'comment');
  const eve = await somebody(desk, 'eve', 'answer');
  await bob.post('/runs/r1/comments', { ...onNew, text: 'First.' });
  await bob.post('/runs/r1/comments', { ...onNew, text: 'Second.' });
  expect((await eve.get('/runs/r1/changes')).body).not.toContain('/remove');
  const refused = await eve.post('/runs/r1/comments/1/remove', {});
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('Only who wrote a comment');
  expect((await bob.get('/runs/r1/changes')).body).toContain('/runs/r1/comments/1/remove');
  expect((await bob.post('/runs/r1/comments/1/remove', {})).status).toBe(303);
  expect((await desk.post('/runs/r1/comments/2/remove', {})).status).toBe(303);
  expect(desk.access.comments.list('r1')).toEqual([]);
  expect((await desk.post('/runs/r1/comments/99/remove', {})).status).toBe(404);
});

test('a token in the name of the owner takes back what came with one, and nothing that the owner wrote', async () => {
  const desk = await deskWith();
  await desk.post('/runs/r1/comments', { ...onNew, text: 'Of the owner.' });
  const phone = await somebody(desk, 'ada@example.com', 'comment');
  await phone.post('/runs/r1/comments', { ...onNew, text: 'Of the phone.' });
  expect((await phone.post('/runs/r1/comments/1/remove', {})).status).toBe(403);
  const { text } = desk.access.tokens.create(
    { name: 'ada@example.com', role: 'comment', expiresInMs: 3_600_000 },
    { name: 'ada@example.com', from: { way: 'cli' } },
  );
  const program = { method: 'DELETE', headers: { authorization: `Bearer ${text}` } };
  expect((await desk.ask('/api/v1/runs/r1/comments/1', program)).status).toBe(403);
  const { body } = await phone.get('/runs/r1/changes');
  expect([...body.matchAll(/comments\/(\d)\/remove/g)].map(([, id]) => id)).toEqual(['2']);
  expect((await desk.ask('/api/v1/runs/r1/comments/2', program)).status).toBe(200);
  expect(desk.access.comments.list('r1')).toMatchObject([{ text: 'Of the owner.' }]);
});

test('comments go to the writer as one message, once', async () => {
  const desk = await deskWith([...wrote, again]);
  const bob = await somebody(desk, 'bob', 'comment');
  await bob.post('/runs/r1/comments', { ...onNew, text: 'Why?' });
  await desk.post('/runs/r1/comments', { ...onNew, side: 'old', quoted: 'old', text: 'It was better.' });
  expect((await bob.get('/runs/r1/changes')).body).not.toContain('/comments/hand');
  const { body } = await desk.get('/runs/r1/changes');
  expect(textOf(body)).toContain('2 comments not handed over yet. Hand to claude');
  const hand = { workspace, to: 'write', back: '/runs/r1/changes' };
  const sent = await desk.post('/runs/r1/comments/hand', hand);
  expect([sent.status, sent.headers.location]).toEqual([303, '/runs/r1/changes']);
  const facts = (await desk.journal.take('r1')).map(({ fact }) => fact);
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({ type: 'message.submitted', by: 'ada@example.com' });
  expect(JSON.stringify(facts[0])).toContain(String.raw`line 2, bob:\n    > new\n    Why?`);
  expect(JSON.stringify(facts[0])).toContain(
    String.raw`line 2 as it was before, ada@example.com:\n    > old\n    It was better.`,
  );
  expect(textOf((await desk.get('/runs/r1/changes')).body)).toContain('handed over at');
  expect((await desk.post('/runs/r1/comments/hand', hand)).status).toBe(422);
  expect((await bob.post('/runs/r1/comments/1/remove', {})).status).toBe(303);
  expect(desk.access.comments.list('r1')).toHaveLength(2);
});

const ended: RunEvent = { type: 'run.finished', at: 3_000, frame: '', outcome: 'done', outputs: {} };
const asked: RunEvent = {
  type: 'step.asked',
  ...{ at: place.at, frame: place.frame, step: place.step, visit: 2 },
  asks: [{ id: 'r1.1', kind: 'policy', text: 'Start again?' }],
};

test.each([
  ['has ended', wrote, 'claude has ended its work: they can be handed over if the run comes back to it.'],
  ['waits', [...wrote, asked], 'claude waits for an answer, and hears nothing meanwhile'],
  ['is over with its run', [...wrote, ended], 'The run is over: nobody hears them any more.'],
])('a writer who %s hears nothing: the comments stay, and it is said why', async (_, events, why) => {
  const desk = await deskWith(events);
  await desk.post('/runs/r1/comments', { ...onNew, text: 'Why?' });
  const { body } = await desk.get('/runs/r1/changes');
  expect(body).not.toContain('/comments/hand');
  expect(textOf(body)).toContain(why);
  const { status } = await desk.post('/runs/r1/comments/hand', { workspace, to: 'write' });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(desk.access.comments.list('r1')).toMatchObject([{ text: 'Why?' }]);
  expect(desk.access.comments.list('r1')[0]).not.toHaveProperty('handedAt');
});

const worktrees = specOf([
  { id: 'write', agent: 'claude', prompt: 'Go.' },
  { id: 'docs', agent: 'codex', prompt: 'Go.' },
]);
const startsIn = (step: string, agent: string): RunEvent => ({
  ...{ type: 'step.started', at: 2_000, frame: '', step, visit: 1, attempt: 1 },
  plan: { agent, worktree: {} },
});

test.each([
  ['alone', [created, startsIn('write', 'claude')], 'omni/r1/main', 'claude', 'write'],
  [
    'beside another',
    [created, startsIn('write', 'claude'), startsIn('docs', 'codex')],
    'omni/r1/docs',
    'codex',
    'docs',
  ],
  [
    'where another wrote before',
    [...wrote, { ...startsIn('docs', 'codex'), plan: { agent: 'codex' } } as RunEvent],
    'omni/r1/main',
    'codex',
    'docs',
  ],
])('a writer at its first attempt, %s, gets what is said of its workspace', async (_, events, key, agent, step) => {
  const desk = await openDesk(undefined, {
    look: {
      list: async () =>
        ['omni/r1/docs', 'omni/r1/main', 'omni/r1/write'].map((branch) => ({ key: branch, branch, live: true })),
      changes: async () => ({ diff, files: [], cut: false }),
      file: async () => undefined,
    },
  });
  await journalRun(desk.journal, 'r1', worktrees, events);
  await desk.journal.acquire('r1');
  await desk.post('/runs/r1/comments', { ...onNew, workspace: key, text: 'Why?' });
  const { body } = await desk.get(`/runs/r1/changes?workspace=${encodeURIComponent(key)}`);
  expect(textOf(body)).toContain(`Hand to ${agent}`);
  expect(body).toContain(`name="to" value="${step}"`);
  expect((await desk.post('/runs/r1/comments/hand', { workspace: key, to: step })).status).toBe(303);
  expect((await desk.journal.take('r1')).map(({ fact }) => fact)).toMatchObject([{ type: 'message.submitted' }]);
});

test('a writer that was cut off with its run gets them when the run goes on', async () => {
  const interrupted: RunEvent = {
    type: 'attempt.failed',
    ...place,
    attempt: 2,
    error: { code: 'interrupted', message: 'omni stopped' },
    interrupted: true,
  };
  const desk = await deskWith([...wrote, again, interrupted]);
  await desk.post('/runs/r1/comments', { ...onNew, text: 'Why?' });
  expect(textOf((await desk.get('/runs/r1/changes')).body)).toContain('Hand to claude');
  expect((await desk.post('/runs/r1/comments/hand', { workspace, to: 'write' })).status).toBe(303);
  expect((await desk.journal.take('r1')).map(({ fact }) => fact)).toMatchObject([{ type: 'message.submitted' }]);
  // While somebody drives it, it has not begun again: nobody would hear.
  await desk.post('/runs/r1/comments', { ...onNew, text: 'And this?' });
  const lease = await desk.journal.acquire('r1');
  const { body } = await desk.get('/runs/r1/changes');
  expect(textOf(body)).toContain('claude is not at work: they can be handed over once it has begun again.');
  expect((await desk.post('/runs/r1/comments/hand', { workspace, to: 'write' })).status).toBe(409);
  expect(lease).toBeDefined();
});

test('a form leads back to a page of its run, and nowhere else', async () => {
  const desk = await deskWith();
  for (const back of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/people',
    '/runs/r1/../../people',
    '/runs/r10/x',
    'javascript:1',
  ]) {
    const { headers } = await desk.post('/runs/r1/comments', { ...onNew, back, text: 'Hm.' });
    expect([back, String(headers.location).replace(/#.*/, '')]).toEqual([back, '/runs/r1']);
  }
});
