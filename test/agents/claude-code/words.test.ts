/** Claude Code's own words, read: calls, answers and failures, as its recordings have them. Needs no program. */
import { describe, expect, test } from 'vitest';
import { createGate } from '../../../agents/claude-code/gate.ts';
import { outcomeOf } from '../../../agents/claude-code/outcome.ts';
import { inputFor, toolOf } from '../../../agents/claude-code/tools.ts';
import type { JsonObject } from '../../../schema/json.ts';

const folders = { roots: ['/work', '/private/work'], cwd: '/work' };
const read = (name: string, input: JsonObject, more: object = {}) => toolOf(name, input, { ...folders, ...more });

describe('a call', () => {
  test.each<[string, JsonObject, object]>([
    ['Bash', { command: 'ls', description: 'd', timeout: 5 }, { kind: 'shell', input: { command: 'ls' } }],
    ['Read', { file_path: '/work/a.txt' }, { kind: 'read', input: { path: 'a.txt' } }],
    ['Read', { file_path: '/private/work/a/b' }, { kind: 'read', input: { path: 'a/b' } }],
    ['Read', { file_path: '/etc/passwd' }, { kind: 'read', input: { path: '/etc/passwd' } }],
    ['Read', { file_path: '/work/../etc/passwd' }, { kind: 'read', input: { path: '/work/../etc/passwd' } }],
    ['Write', { file_path: '/work/a', content: 'x' }, { kind: 'write', input: { path: 'a', content: 'x' } }],
    [
      'Edit',
      { file_path: '/work/a', old_string: 'x', new_string: 'y', replace_all: false },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y' } },
    ],
    [
      'Edit',
      { file_path: '/work/a', old_string: 'x', new_string: 'y', replace_all: true },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y', all: true } },
    ],
    ['Grep', { pattern: 'x', path: '/work' }, { kind: 'search', input: { text: 'x', path: '.' } }],
    ['WebFetch', { url: 'https://a.example' }, { kind: 'fetch' }],
    ['Task', { prompt: 'Look.' }, { kind: 'agent' }],
  ])('of %s with %j', (name, input, expected) => {
    expect(read(name, input)).toMatchObject({ name, ...expected });
  });

  test.each<[string, JsonObject]>([
    ['Read', { file_path: '~/.ssh/id_rsa' }],
    ['Read', { file_path: ' /work/a' }],
    ['Write', { content: 'x' }],
    ['Glob', { pattern: '../**' }],
    ['Glob', { pattern: '/etc/*' }],
    ['Brand_new', { anything: 1 }],
  ])('of %s with %j is `other`, with all that it said: what it touches is not known', (name, input) => {
    expect(read(name, input)).toEqual({ kind: 'other', name, input });
  });

  test('a key that nobody knows stays in it, for whoever judges to see', () => {
    expect(read('Bash', { command: 'ls', sandboxed: false }).input).toEqual({ command: 'ls', sandboxed: false });
  });

  test('a command that begins in another folder says so', () => {
    expect(read('Bash', { command: 'ls' }, { cwd: '/elsewhere' }).input).toEqual({ command: 'ls', cwd: '/elsewhere' });
  });

  test('it is changed in its own words, or not at all', () => {
    expect(inputFor('Bash', { command: 'a', timeout: 5 }, { command: 'b' })).toEqual({ command: 'b', timeout: 5 });
    expect(inputFor('Write', {}, { path: 'a', content: 'x' })).toEqual({ file_path: 'a', content: 'x' });
    expect(inputFor('Bash', { command: 'a' }, { script: 'b' })).toBeUndefined();
    expect(inputFor('Write', {}, { content: 'x' })).toBeUndefined();
  });
});

describe('the gate', () => {
  const call = { id: 'toolu_1', name: 'Bash', input: { command: 'ls' } };
  const answer = (said: JsonObject) => said.hookSpecificOutput;

  test('answers its second question as its first, and only about the same input', async () => {
    const gate = createGate();
    expect(answer(await gate.hook(call, async () => ({ allow: true })))).toMatchObject({ permissionDecision: 'allow' });
    const again = (input: JsonObject) => gate.ask({ tool_use_id: call.id, input });
    expect(await again({ command: 'ls' })).toMatchObject({ behavior: 'allow' });
    expect(await again({ command: 'rm -rf /' })).toMatchObject({ behavior: 'deny' });
    expect(await gate.ask({ tool_use_id: 'toolu_2', input: { command: 'ls' } })).toMatchObject({ behavior: 'deny' });
  });

  test('a second call under the name of one that was let through is refused', async () => {
    const gate = createGate();
    await gate.hook(call, async () => ({ allow: true }));
    const other = await gate.hook({ ...call, input: { command: 'rm' } }, async () => ({ allow: true }));
    expect(answer(other)).toMatchObject({ permissionDecision: 'deny' });
  });

  test('a refusal says why', async () => {
    const said = await createGate().hook(call, async () => ({ allow: false, reason: 'not on Sundays' }));
    expect(answer(said)).toMatchObject({ permissionDecision: 'deny', permissionDecisionReason: 'not on Sundays' });
  });
});

describe('the end of a turn', () => {
  const good = { type: 'result', subtype: 'success', is_error: false, terminal_reason: 'completed', result: 'Done.' };

  test('is an answer where it says so in every way', () => {
    expect(outcomeOf(good)).toEqual({ text: 'Done.' });
    expect(outcomeOf({ ...good, structured_output: { n: 7 } })).toEqual({ text: 'Done.', output: { n: 7 } });
  });

  test.each<[JsonObject, RegExp]>([
    [{ is_error: true, terminal_reason: 'api_error', api_error_status: 529, result: 'Overloaded' }, /Overloaded.*529/],
    [{ is_error: true, terminal_reason: 'prompt_too_long', result: 'Prompt is too long' }, /too long/],
    [{ subtype: 'error_during_execution', terminal_reason: 'aborted_streaming', result: '' }, /aborted_streaming/],
    [{ terminal_reason: 'something_new' }, /./],
    [{ is_error: 'no' }, /./],
  ])('is a failure with %j', (more, message) => {
    const outcome = outcomeOf({ ...good, ...more });
    expect(outcome).toBeInstanceOf(Error);
    expect(String(outcome)).toMatch(message);
  });
});
