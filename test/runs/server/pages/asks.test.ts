/** What a run asks of people stands on its page whole, with the form that answers. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { created } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';

const polly = pollyHistory();
const upTo = (found: (event: RunEvent) => boolean) => polly.events.slice(0, polly.events.findIndex(found) + 1);
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('what a policy asks stands on the page whole: the command, the rule and what it read', async () => {
  const { journal, get } = await openDesk();
  const ask = {
    id: 'p1',
    kind: 'policy',
    text: 'A push',
    policy: 'pushes',
    rule: 'push',
    roles: ['lead'],
    about: { tool: { kind: 'shell', name: 'shell', input: { command: 'git push\nrm -rf /' } } },
    facts: { 'tool.kind': 'shell', 'cost.run': 4 },
  } as const;
  await journalRun(journal, 'r1', polly.spec, [
    created,
    { type: 'step.asked', at: 2, frame: '', step: 'plan', visit: 1, asks: [{ ...ask, roles: ['lead'] }] },
  ]);
  const { body } = await get('/runs/r1');
  expect(body).toContain('<pre tabindex="0">shell\n$ git push\n$ rm -rf /</pre>');
  expect(textOf(body)).toContain('rule push of policy pushes cost.run = 4 USD');
  expect(textOf(body)).toContain('for lead');
  expect(body).not.toContain('tool.kind =');
});

test('what is too long for a page says how much of it is not there, before anybody approves it', async () => {
  const { journal, get } = await openDesk();
  const command = `echo ${'x'.repeat(120_000)}; rm -rf /`;
  const about = { tool: { kind: 'shell', name: 'shell', input: { command } } };
  const ask = { id: 'p1', kind: 'policy', text: 'A long one', policy: 'long', rule: 'long', about } as const;
  await journalRun(journal, 'r1', polly.spec, [
    created,
    { type: 'step.asked', at: 2, frame: '', step: 'plan', visit: 1, asks: [ask] },
  ]);
  const { body } = await get('/runs/r1');
  expect(body).not.toContain('rm -rf /');
  expect(textOf(body)).toMatch(/20,0\d\d more characters are not shown here\./);
});

test('an approval leads to the changes that it is about', async () => {
  const { journal, get } = await openDesk();
  await journalRun(
    journal,
    'r1',
    polly.spec,
    upTo(({ type }) => type === 'step.asked'),
  );
  const { body } = await get('/runs/r1');
  expect(textOf(body)).toMatch(/To look at: the changes on omni\/\S+build-0, omni\/\S+build-1/);
});

test('a run that waits says for what, with the form that answers', async () => {
  const { journal, get } = await openDesk();
  const later = { expiresAt: Date.now() + 3_600_000 };
  const events = upTo(({ type }) => type === 'step.asked').map((event) =>
    event.type === 'step.asked' ? { ...event, asks: event.asks?.map((ask) => ({ ...ask, ...later })) ?? [] } : event,
  );
  await journalRun(journal, 'r1', polly.spec, events);
  const { body } = await get('/runs/r1');
  const asked = events.at(-1);
  const id = asked?.type === 'step.asked' ? asked.asks?.[0]?.id : undefined;
  expect(body).toContain(`<form method="post" action="/runs/r1/asks/${id}"`);
  expect(body).toMatch(/<title>merge_ok: asking <\/title>/);
  expect(body).toMatch(/<title>land: pending <\/title>/);
});

const asking: readonly RunEvent[] = [
  created,
  { type: 'step.asked', at: 2, frame: '', step: 'plan', visit: 1, asks: [{ id: 'a1', kind: 'approve', text: 'Go?' }] },
];

test('an answer leads back to the list that it was given on, and else to its run', async () => {
  const { journal, get, post } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, asking);
  expect((await get('/asks?after=r0')).body).toContain('<input type="hidden" name="back" value="/asks?after=r0">');
  const leadsTo = async (back?: string) =>
    (await post('/runs/r1/asks/a1', { granted: 'yes', ...(back && { back }) })).headers.location;
  expect(await leadsTo('/asks?after=r0')).toBe('/asks?after=r0');
  expect(await leadsTo()).toBe('/runs/r1#waits');
  for (const back of [
    '//evil.example/asks',
    'https://evil.example/asks',
    '/runs/r2',
    '/asks/../people',
    'javascript:x',
  ])
    expect([back, await leadsTo(back)]).toEqual([back, '/runs/r1']);
});

test('a refused form without a script leads back to the page that it stood on', async () => {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', polly.spec, asking);
  const origin = `http://127.0.0.1:${desk.server.port}`;
  const send = async (referer: string) =>
    desk.ask('/runs/r1/asks/a1', {
      method: 'POST',
      headers: { cookie: await desk.cookie(), origin, referer },
      body: { granted: 'maybe' },
    });
  const refused = await send(`${origin}/asks?after=r0`);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('<a href="/asks?after=r0">Back to where you were</a>');
  for (const referer of ['https://evil.example/x', `${origin}//evil.example/x`, 'nowhere'])
    expect([referer, (await send(referer)).body.includes('Back to')]).toEqual([referer, false]);
  const headers = { cookie: await desk.cookie(), referer: `${origin}/asks` };
  expect((await desk.ask('/runs/r1?token=omni_x', { headers })).body).not.toContain('Back to');
});
