/** Transcripts as pages: what was said and done and why, its end first, long ones by parts, and nothing hostile in it. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';

const polly = pollyHistory();
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const entriesOf = (body: string) => [...body.matchAll(/<section id="e(\d+)"/g)].map(([, seq]) => Number(seq));

const spec = specOf([{ id: 'write', agent: 'claude', prompt: 'Go.' }]);
const place = { at: 2_000, frame: '', step: 'write', attempt: 1 };
const started: RunEvent = { type: 'step.started', ...place, visit: 1, plan: { agent: 'claude', prompt: 'Go.' } };
const message = (text: string): RunEvent => ({ type: 'message.received', ...place, text });

async function deskWith(events: readonly RunEvent[]) {
  const desk = await openDesk();
  await journalRun(desk.journal, 'r1', spec, [created, ...events]);
  return { ...desk, talk: (query = 'step=write') => desk.get(`/runs/r1/talk?${query}`) };
}

describe('the list of transcripts', () => {
  test('holds each step that began, with who is at work and how it stands', async () => {
    const { journal, get } = await openDesk();
    await journalRun(journal, 'r1', polly.spec, polly.events);
    const { status, body } = await get('/runs/r1/talk');
    expect(status).toBe(200);
    expect(textOf(body)).toMatch(/✔ plan lead · anthropic/);
    expect(body).toContain('href="/runs/r1/talk?step=build%401%5B0%5D%2Fwrite#end"');
    expect(body).toContain('aria-current="page">Transcripts</a>');
  });

  test('shows a conversation as people see it', async () => {
    const { journal, get } = await openDesk();
    const asks = specOf([
      { id: 'answer', agent: 'claude', prompt: 'Go.' },
      { id: 'talk', ask: 'And?' },
    ]);
    const answer = { frame: '', step: 'answer', at: 3, attempt: 1 };
    await journalRun(journal, 'r1', asks, [
      created,
      { type: 'step.started', ...answer, visit: 1, plan: { agent: 'claude' } },
      { type: 'step.finished', ...answer, outcome: 'done', result: { text: '**tabs**, <b>not</b> spaces' } },
    ]);
    const { body } = await get('/runs/r1/talk');
    expect(body).toContain('Conversation');
    expect(body).toContain('<strong>tabs</strong>, &lt;b&gt;not&lt;/b&gt; spaces');
  });
});

describe('a transcript', () => {
  test('tells of attempts, prompts, messages, calls with their outcome, usage and the end, in order', async () => {
    const { journal, get } = await openDesk();
    await journalRun(journal, 'r1', polly.spec, polly.events);
    const { body } = await get('/runs/r1/talk?step=build@1[0]/write');
    const text = textOf(body);
    expect(text).toContain('build[0].write done');
    const places = ['Attempt 1', 'Prompt', 'claude', 'write src/slugify.js', 'tokens in', 'Attempt 2', 'done'].map(
      (said) => text.indexOf(said),
    );
    expect(places.every((at) => at > 0)).toBe(true);
    expect(text).toContain('Attempt 2');
    expect(entriesOf(body)).toEqual([...entriesOf(body)].sort((one, other) => one - other));
    expect(body).toMatch(/<details class="call"><summary><span class="sign is-done" role="img" aria-label="done"/);
  });

  test('says of a call which rule came to what, why, from which facts, and who answered', async () => {
    const decision = {
      policy: 'guard',
      rule: 'no-push',
      decision: 'ask',
      reason: 'a push leaves this machine',
      key: 'k1',
      facts: { 'tool.kind': 'shell', 'cost.run': 4 },
    } as const;
    const ask = { id: 'r1.1', kind: 'policy', text: 'Push it?', key: 'k1', policy: 'guard', rule: 'no-push' } as const;
    const tool = { kind: 'shell', name: 'shell', input: { command: 'git push' } } as const;
    const { talk, journal } = await deskWith([
      started,
      { type: 'tool.requested', ...place, call: 'c1', tool, decisions: [decision], asks: [ask] },
    ]);
    const open = textOf((await talk()).body);
    expect(open).toContain('shell git push');
    expect(open).toContain('asked by rule no-push of policy guard : a push leaves this machine');
    expect(open).toContain('cost.run 4 USD');
    expect((await talk()).body).toContain('<a href="/runs/r1#waits">waits for an answer</a>');
    const answer = { at: 2_100, frame: '', step: 'write', approval: 'r1.1', by: 'bob', comment: 'not on Fridays' };
    await journal.append('r1', 3, 0, [{ type: 'approval.refused', ...answer }]);
    const { body } = await talk();
    expect(textOf(body)).toContain('Push it? – refused');
    expect(textOf(body)).toMatch(/bob refused it \S+ : not on Fridays/);
  });

  test('shows its end, and what came before on demand; each entry once', async () => {
    const said = Array.from({ length: 150 }, (_, index) => message(`number ${index}`));
    const { talk } = await deskWith([started, ...said]);
    const seen: number[] = [];
    let query = 'step=write';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await talk(query);
      seen.unshift(...entriesOf(body));
      const next = /<a data-more="above" href="\/runs\/r1\/talk\?([^"]*)"/.exec(body)?.[1];
      if (next === undefined) break;
      query = next.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 151 }, (_, index) => index + 2));
    expect((await talk()).body).toContain('number 149');
    expect((await talk()).body).not.toContain('number 20<');
  });

  test('opens at a place, with what came before and after it', async () => {
    const { talk } = await deskWith([started, ...Array.from({ length: 150 }, () => message('x'))]);
    const { body } = await talk('step=write&at=50');
    expect(entriesOf(body)).toContain(50);
    expect(entriesOf(body)[0]).toBe(42);
    expect(body).toMatch(/href="[^"]*after=\d+"/);
  });

  test('cuts what is long and leads to the whole, by parts', async () => {
    const long = `begin ${'word '.repeat(30_000)}end.`;
    const { talk } = await deskWith([started, message(long)]);
    const { body } = await talk();
    expect(body.length).toBeLessThan(100_000);
    expect(body).toContain('Show whole');
    const whole = /href="\/runs\/r1\/talk\?([^"]*entry=3)"/.exec(body)![1]!.replaceAll('&amp;', '&');
    const parts = [0, 1, 2].map(async (part) => (await talk(`${whole}&part=${part}`)).body);
    const texts = (await Promise.all(parts)).map((part) => /<pre class="plain whole">([^<]*)</.exec(part)![1]);
    expect(texts.join('')).toBe(long);
    expect((await talk('step=write&entry=99')).status).toBe(404);
  });

  test('of five megabytes is a page of less than 100 KB, whatever is in it', async () => {
    const said = Array.from({ length: 500 }, (_, index) => message(`${index} ${'<&"\u001b'.repeat(2_600)}`));
    const { talk } = await deskWith([started, ...said]);
    const { body } = await talk();
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(body).toContain('499 ');
  });

  test('of a step that is not there is not found, however it is spelled', async () => {
    const { talk } = await deskWith([started]);
    for (const step of ['nobody', '__proto__', '../plan', '', 'write/']) {
      expect([step, (await talk(`step=${encodeURIComponent(step)}`)).status]).toEqual([step, 404]);
    }
  });

  test('can be spoken into by who may, while somebody is at work', async () => {
    const { talk, journal, access, join, ask } = await deskWith([started]);
    const owner = await talk();
    expect(owner.body).toContain('action="/runs/r1/messages"');
    expect(owner.body).toContain('name="to" value="write"');
    const person = { name: 'ada', from: { way: 'cli' } } as const;
    const { text } = access.tokens.create({ name: 'eve', role: 'comment', expiresInMs: 3_600_000 }, person);
    const lesser = await ask('/runs/r1/talk?step=write', { headers: { cookie: await join(text) } });
    expect(lesser.status).toBe(200);
    expect(lesser.body).not.toContain('action="/runs/r1/messages"');
    await journal.append('r1', 2, 0, [{ type: 'step.finished', ...place, outcome: 'done', result: {} }]);
    expect((await talk()).body).not.toContain('action="/runs/r1/messages"');
  });
});

const nasty = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u001b[2J\u202e\u0007`;

test('nothing that an agent or a person says becomes part of a transcript', async () => {
  const tool = { kind: 'other', name: nasty, subagent: nasty, input: { command: nasty, [nasty]: nasty } } as const;
  const decision = {
    policy: nasty,
    rule: nasty,
    decision: 'deny',
    reason: nasty,
    unknown: nasty,
    facts: { [nasty]: nasty },
  };
  const { talk, get } = await deskWith([
    { ...started, plan: { agent: nasty, prompt: nasty, title: nasty, model: nasty } } as RunEvent,
    { type: 'session.opened', ...place, session: nasty },
    message(nasty),
    message(`[${nasty}](javascript:alert(1))\n\n\`\`\`${nasty}\n${nasty}\n\`\`\``),
    { type: 'message.sent', ...place, text: nasty, by: nasty } as RunEvent,
    { type: 'tool.requested', ...place, call: 'c1', tool, decisions: [decision] } as RunEvent,
    { type: 'tool.requested', ...place, call: 'c2', tool: { ...tool, input: nasty } } as RunEvent,
    { type: 'tool.completed', ...place, call: 'c2', ok: false, output: nasty },
    {
      type: 'step.finished',
      ...place,
      outcome: 'failed',
      error: { code: 'failed', message: nasty },
      result: { text: nasty, output: { [nasty]: nasty } },
    },
  ]);
  const pages = [await talk(), await get('/runs/r1/talk'), await get('/runs/r1/calls')];
  for (const seq of [2, 3, 4, 5, 6, 7, 8, 10]) pages.push(await talk(`step=write&entry=${seq}`));
  for (const { status, body } of pages) {
    expect(status).toBe(200);
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(body).not.toContain('<img src=x');
    expect(body.match(/<[^>]*\son\w+=[^>]*>/g)).toBeNull();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(body).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
    expect(new Set(body.match(/ id="[^"]*"/g)).size).toBe(body.match(/ id="[^"]*"/g)!.length);
  }
});
