/** What an agent of the protocol may say, and what is made of it: real processes that follow a script. */
import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Tool } from '../../../engine/events.ts';
import type { Permission, SessionRequest } from '../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { listen, of } from '../conformance/listen.ts';
import { type AgentScript, scriptedAgent, useScripted } from './scripted.ts';

const { folder, place, adapter } = useScripted();
beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

interface Played {
  readonly decide?: (tool: Tool) => Permission;
  readonly agent?: Partial<AgentSpec>;
  readonly request?: Partial<SessionRequest>;
  readonly stallMs?: number;
}

async function play(script: AgentScript, { decide = () => ({ allow: true }), agent, request, stallMs }: Played = {}) {
  const asked: Tool[] = [];
  const session = adapter(stallMs === undefined ? {} : { stallMs }).start({
    agent: scriptedAgent(script, agent),
    name: 'ada',
    prompt: 'Do it.',
    place,
    env: { PATH: process.env.PATH ?? '' },
    address: { step: 'work', attempt: 1, round: 1 },
    role: 'writer',
    decide: async (_, tool) => {
      asked.push(tool);
      return decide(tool);
    },
    signal: new AbortController().signal,
    ...request,
  });
  const events = await listen(session);
  return { asked, events, text: of(events, 'turn').at(-1)?.text, ended: events.at(-1) };
}

const question = (toolCall: object, more: object = {}) => ({ ask: { toolCall, ...more } }) as never;

describe('a question', () => {
  test.each<[string, object, object]>([
    ['a command', { kind: 'execute', rawInput: { command: 'ls' } }, { kind: 'shell', input: { command: 'ls' } }],
    ['a command elsewhere', { kind: 'execute', rawInput: { command: 'ls', cwd: '/' } }, { input: { cwd: '/' } }],
    ['a command in a title only', { kind: 'execute', title: 'ls' }, { kind: 'other' }],
    ['a file to read', { kind: 'read', locations: [{ path: 'a/b' }] }, { kind: 'read', input: { path: 'a/b' } }],
    ['two files to read', { kind: 'read', locations: [{ path: 'a' }, { path: 'b' }] }, { kind: 'other' }],
    [
      'another file in its input',
      { kind: 'read', rawInput: { path: 'a' }, locations: [{ path: 'b' }] },
      { kind: 'other' },
    ],
    ['a file of the home', { kind: 'read', rawInput: { path: '~/.ssh/id' } }, { kind: 'other' }],
    [
      'a change',
      { kind: 'edit', content: [{ type: 'diff', path: 'a', oldText: 'x', newText: 'y' }] },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y' } },
    ],
    ['a change that nobody shows', { kind: 'edit', locations: [{ path: 'a' }] }, { kind: 'other' }],
    ['a page', { kind: 'fetch', rawInput: { url: 'https://a.example' } }, { kind: 'fetch' }],
    ['something else', { kind: 'think', title: 'Hm', rawInput: { a: 1 } }, { kind: 'other', name: 'Hm' }],
  ])('about %s is put in the words that every harness shares, or is `other`', async (_, toolCall, expected) => {
    const { asked, text } = await play({ turns: [[question({ toolCallId: 'c', ...toolCall })]] });
    expect(asked).toMatchObject([expected]);
    expect(text).toBe('true');
  });

  test('that offers no leave for once is refused, whatever the engine says', async () => {
    const options = [{ optionId: 'x2', kind: 'allow_always', name: 'For good' }];
    const { text } = await play({ turns: [[question({ toolCallId: 'c', kind: 'execute' }, { options })]] });
    expect(text).toBe('false');
  });

  test('that comes a second time gets the same answer, and another one under its name is refused', async () => {
    const first = { toolCallId: 'c', kind: 'execute', rawInput: { command: 'ls' } };
    const other = { ...first, rawInput: { command: 'rm -rf .' } };
    const { asked, events } = await play({ turns: [[question(first), question(first), question(other)]] });
    expect(asked).toHaveLength(1);
    expect(of(events, 'delta').map((delta) => delta.text)).toEqual(['true', 'true', 'false']);
  });

  test('without a name is answered with an error, and changes nothing', async () => {
    const { asked, text } = await play({ turns: [[question({ kind: 'execute', rawInput: { command: 'ls' } })]] });
    expect(asked).toEqual([]);
    expect(text).toBe('false');
  });
});

test('a call that nobody was asked about is told, so that whoever demands a question can end it', async () => {
  const done = { sessionUpdate: 'tool_call_update', toolCallId: 'quiet', status: 'completed' };
  const { events } = await play({ turns: [[{ tell: done }, { say: 'Done.' }]] });
  expect(of(events, 'toolCompleted')).toMatchObject([{ call: 'quiet', ok: true }]);
});

test('instructions and prompt reach it in this order, and a prompt is no command of it', async () => {
  const instructions = 'You are Ada.';
  const both = await play({ turns: [[{ echo: true }]] }, { agent: { instructions } });
  expect(both.text).toBe('You are Ada.\n\nDo it.');
  const slash = await play({ turns: [[{ echo: true }]] }, { request: { prompt: '/quit' } });
  expect(slash.text).toMatch(/^My message: \/quit$/);
});

test('its key is in its environment under the name that it was found by, and nowhere else', async () => {
  const agent = scriptedAgent({ turns: [[{ shell: 'echo "$MY_KEY" > key.txt; env > env.txt' }]] });
  const key = { type: 'key', value: 'sk-fake', from: 'MY_KEY' } as const;
  const session = adapter({ credential: () => key }).start({
    agent,
    name: 'ada',
    prompt: 'Do it.',
    place,
    env: { PATH: process.env.PATH ?? '', HOME: '/somewhere' },
    address: { step: 'work', attempt: 1, round: 1 },
    role: 'writer',
    decide: async () => ({ allow: true }),
    signal: new AbortController().signal,
  });
  await listen(session);
  expect(await place.read('key.txt')).toBe('sk-fake\n');
  expect(await place.read('env.txt')).not.toContain('HOME=/somewhere');
});

describe('what it cannot go on from is a failure with its reason', () => {
  test.each<[string, AgentScript, RegExp]>([
    ['another protocol', { turns: [], hello: { protocolVersion: 2 } }, /speaks version 2/],
    ['an error', { turns: [[{ fail: { code: 401, message: 'not let in' } }]] }, /not let in \(HTTP 401\)/],
    [
      'a service that says no',
      { turns: [[{ fail: { code: 1, message: '{"error":{"message":"too many"}}' } }]] },
      /too many/,
    ],
    ['a refusal', { turns: [[{ answer: { stopReason: 'refusal' } }]] }, /refuses to answer/],
    ['a length', { turns: [[{ say: 'So' }, { answer: { stopReason: 'max_tokens' } }]] }, /longer than/],
    ['an end that nobody knows', { turns: [[{ answer: {} }]] }, /ended with null/],
    ['a process that is gone', { turns: [[{ crash: true }]] }, /is gone: exit code 3\nthe scripted agent fell over/],
  ])('%s', async (_, script, message) => {
    const { ended, text } = await play(script);
    expect(ended).toMatchObject({ type: 'ended', error: { code: 'failed', message: expect.stringMatching(message) } });
    expect(text).toBeUndefined();
  });

  test('silence', async () => {
    const { ended } = await play({ turns: [[{ hang: true }]] }, { stallMs: 1_500 });
    expect(ended).toMatchObject({ error: { code: 'timeout', message: expect.stringContaining('said nothing') } });
  });

  test.each<[Partial<AgentSpec>, RegExp]>([
    [{ command: ['no-such-agent'] }, /no program no-such-agent/],
    [{ command: ['./agent'] }, /relative/],
    [{ base_url: 'https://gateway.example' }, /base_url/],
    [{ model: 'opus' }, /model/],
  ])('a document with %j, before anything runs', async (agent, message) => {
    const { ended } = await play({ turns: [] }, { agent });
    expect(ended).toMatchObject({ error: { message: expect.stringMatching(message) } });
    const found = await adapter().examine(scriptedAgent({ turns: [] }, agent));
    expect(found.problem?.message).toMatch(message);
  });
});

test('a session that goes on does not tell its past again', async () => {
  const script = { turns: [[{ say: 'One.' }]], resumed: [[{ say: 'Two.' }]] };
  const first = await play(script);
  const session = of(first.events, 'session')[0]!.session;
  const again = await play(script, { request: { session } });
  expect(again.events.filter(({ type }) => type === 'message')).toEqual([{ type: 'message', text: 'Two.' }]);
});

test('nothing is left in the workspace', async () => {
  await play({ turns: [[{ say: 'Hi.' }]] });
  expect(readdirSync(folder)).toEqual([]);
});
