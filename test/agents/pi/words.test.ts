/** Pi's own words, read: calls, answers, costs and failures, as its recordings have them. Needs no program. */
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../agents/kit/conversation.ts';
import { demandGate } from '../../../agents/pi/boot.ts';
import { createCommands } from '../../../agents/pi/commands.ts';
import { createGate } from '../../../agents/pi/gate.ts';
import { createLines } from '../../../agents/pi/lines.ts';
import { outcomeOf } from '../../../agents/pi/outcome.ts';
import { inputFor, toolOf } from '../../../agents/pi/tools.ts';
import { createTurns } from '../../../agents/pi/turns.ts';
import { usageOf } from '../../../agents/pi/usage.ts';
import type { JsonObject } from '../../../schema/json.ts';

const read = (name: string, input: JsonObject) => toolOf(name, input, ['/work', '/private/work']);

describe('a call', () => {
  test.each<[string, JsonObject, object]>([
    ['bash', { command: 'ls', timeout: 5 }, { kind: 'shell', input: { command: 'ls' } }],
    ['read', { path: 'a.txt', offset: 2 }, { kind: 'read', input: { path: 'a.txt', offset: 2 } }],
    ['read', { path: '/private/work/a/b' }, { kind: 'read', input: { path: 'a/b' } }],
    ['read', { path: '/etc/passwd' }, { kind: 'read', input: { path: '/etc/passwd' } }],
    ['read', { path: '/work/../etc/passwd' }, { kind: 'read', input: { path: '/work/../etc/passwd' } }],
    ['write', { path: '/work/a', content: 'x' }, { kind: 'write', input: { path: 'a', content: 'x' } }],
    [
      'edit',
      { path: 'a', edits: [{ oldText: 'x', newText: 'y' }] },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y' } },
    ],
    ['grep', { pattern: 'x', path: '/work' }, { kind: 'search', input: { text: 'x', path: '.' } }],
    ['find', { pattern: '*.ts' }, { kind: 'search', input: { pattern: '*.ts', path: '.' } }],
    ['ls', {}, { kind: 'search', input: { path: '.' } }],
  ])('of %s with %j', (name, input, expected) => {
    expect(read(name, input)).toEqual({ name, ...expected });
  });

  test('of several edits at once says so: they are found in the text as it was', () => {
    const edits = [1, 2].map((at) => ({ oldText: `x${at}`, newText: `y${at}` }));
    const said = [1, 2].map((at) => ({ old: `x${at}`, new: `y${at}` }));
    expect(read('edit', { path: 'a', edits }).input).toEqual({ path: 'a', edits: said, at_once: true });
  });

  test.each<[string, JsonObject]>([
    ['read', { path: '~/.ssh/id_rsa' }],
    ['read', { path: '@/etc/passwd' }],
    ['read', { path: 'file:///etc/passwd' }],
    ['read', { path: 'a\u00a0b' }],
    ['read', { path: "Capture d'e.png" }],
    ['read', { path: 'at 9 AM.png' }],
    ['write', { path: '@a', content: 'x' }],
    ['write', { content: 'x' }],
    ['edit', { path: 'a', edits: [] }],
    ['edit', { path: 'a', edits: [{ oldText: 'x', newText: 'y', all: true }] }],
    ['edit', { path: 'a', oldText: 'x', newText: 'y' }],
    ['ls', { path: '~' }],
    ['brand_new', { anything: 1 }],
  ])('of %s with %j is `other`, with all that it said: what it touches is not known', (name, input) => {
    expect(read(name, input)).toEqual({ kind: 'other', name, input });
  });

  test('it is changed in its own words, or not at all', () => {
    expect(inputFor('bash', { command: 'a', timeout: 5 }, { command: 'b' })).toEqual({ command: 'b', timeout: 5 });
    expect(inputFor('edit', {}, { path: 'a', old: 'x', new: 'y' })).toEqual({
      path: 'a',
      edits: [{ oldText: 'x', newText: 'y' }],
    });
    expect(inputFor('grep', {}, { path: 'a', text: 'x' })).toEqual({ path: 'a', pattern: 'x' });
    expect(inputFor('bash', { command: 'a' }, { script: 'b' })).toBeUndefined();
    expect(inputFor('write', {}, { content: 'x' })).toBeUndefined();
    expect(inputFor('brand_new', {}, {})).toBeUndefined();
  });
});

describe('the gate', () => {
  const question = JSON.stringify({ id: 'call_0', name: 'bash', input: { command: 'ls' } });
  const roots = () => ['/work'];

  test('names each question, also where an id comes again', async () => {
    const calls: string[] = [];
    const gate = createGate(async (call) => {
      calls.push(call);
      return { allow: true };
    }, roots);
    await gate.ask(question);
    expect(gate.nameOf('call_0')).toBe(calls[0]);
    expect(await gate.ask(question)).toEqual({ allow: true });
    expect(new Set(calls).size).toBe(2);
    expect(gate.nameOf('call_0')).toBe(calls[1]);
    expect(gate.nameOf('call_1')).toBeUndefined();
  });

  test('says no with the reason, and to a change that Pi has no words for', async () => {
    const no = createGate(async () => ({ allow: false, reason: 'not on Sundays' }), roots);
    expect(await no.ask(question)).toEqual({ allow: false, reason: 'not on Sundays' });
    const odd = createGate(async () => ({ allow: true, input: { script: 'x' } }), roots);
    expect(await odd.ask(question)).toMatchObject({ allow: false });
  });

  test.each(['', 'null', '{}', '{"id":"a","name":"bash"}'])('has no answer to %j', async (odd) => {
    await expect(createGate(async () => ({ allow: true }), roots).ask(odd)).rejects.toThrow();
  });

  const greeting = { version: '0.74.2', isInPlace: true, applied: [], tools: ['bash', 'read'] };
  test.each<[string, JsonObject | undefined]>([
    ['that is silent', undefined],
    ['of a Pi that is too old', { ...greeting, version: '0.73.1' }],
    ['in another folder', { ...greeting, isInPlace: false }],
    ["under the repository's settings", { ...greeting, applied: ['shellPath'] }],
    ['beside tools that nobody knows', { ...greeting, tools: ['bash', 'teleport'] }],
    ['that says too little', { version: '0.74.2', isInPlace: true }],
  ])('%s is none', (_, said) => {
    expect(() => demandGate(said, { name: 'a', harness: 'pi' })).toThrow();
    expect(() => demandGate(greeting, { name: 'a', harness: 'pi' })).not.toThrow();
  });
});

describe('the results of calls', () => {
  const hear = (line: JsonObject) => {
    const completed: unknown[][] = [];
    const stage = { completed: (...told: unknown[]) => completed.push(told) } as unknown as Stage;
    const gate = createGate(
      async () => ({ allow: true }),
      () => [],
    );
    createLines(
      stage,
      gate,
      createTurns(createCommands(() => {})),
      () => true,
    )({ type: 'tool_execution_end', ...line });
    return completed;
  };
  const result = (text: string) => ({ content: [{ type: 'text', text }] });

  test('of a call that nobody was asked about is told: that ends the session', () => {
    const line = { toolCallId: 'a', toolName: 'bash', isError: false, result: result('done') };
    expect(hear(line)).toEqual([['a', true, 'done']]);
    expect(hear({ ...line, isError: true, result: result('Command exited with code 1') })).toHaveLength(1);
  });

  test.each(['Tool teleport not found', 'Validation failed for tool "teleport":\n  - path: expected string'])(
    'is none where it never ran: %j',
    (text) => expect(hear({ toolCallId: 'a', toolName: 'teleport', isError: true, result: result(text) })).toEqual([]),
  );
});

test('what a message used is told with its cost, and without where the price is not known', () => {
  const told = { input: 100, output: 20, cacheRead: 0, cacheWrite: 5, totalTokens: 125, cost: { total: 0.00061875 } };
  expect(usageOf(told, true)).toEqual({ input: 100, output: 20, cacheWrite: 5, costMicroUsd: 619 });
  expect(usageOf(told, false)).toEqual({ input: 100, output: 20, cacheWrite: 5 });
  expect(usageOf({ input: 0, output: 0, cost: { total: 0 } }, true)).toBeUndefined();
});

describe('the end of a turn', () => {
  test('is an answer where it stopped by itself', () => {
    const content = [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Done.' },
    ];
    expect(outcomeOf({ stopReason: 'stop', content })).toEqual({ text: 'Done.' });
  });

  test.each<[JsonObject | undefined, RegExp]>([
    [{ stopReason: 'error', errorMessage: '529 {"type":"error"}' }, /529/],
    [{ stopReason: 'error', errorMessage: 'Connection error.' }, /Connection error/],
    [{ stopReason: 'aborted' }, /aborted/],
    [{ stopReason: 'length', content: [] }, /longer than/],
    [{ stopReason: 'something_new' }, /something_new/],
    [undefined, /without an answer/],
  ])('is a failure with %j', (message, expected) => {
    const outcome = outcomeOf(message);
    expect(outcome).toBeInstanceOf(Error);
    expect(String(outcome)).toMatch(expected);
  });
});
