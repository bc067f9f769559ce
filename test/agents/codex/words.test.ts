/** Codex's own words, read: questions, items, usage and failures, as its recordings have them. Needs no program. */
import { describe, expect, test } from 'vitest';
import { isStrict, valueIn } from '../../../agents/codex/answer.ts';
import { demandGate, demandOwnSettings, demandVersion } from '../../../agents/codex/boot.ts';
import { configOf } from '../../../agents/codex/config.ts';
import { createGate } from '../../../agents/codex/gate.ts';
import { createItems } from '../../../agents/codex/items.ts';
import { createMcpCalls } from '../../../agents/codex/mcp.ts';
import { failureIn } from '../../../agents/codex/outcome.ts';
import { shellWords } from '../../../agents/codex/shell-words.ts';
import { toToml } from '../../../agents/codex/toml.ts';
import { commandOf, fileChangeOf } from '../../../agents/codex/tools.ts';
import { createMeter } from '../../../agents/codex/usage.ts';
import type { Permission } from '../../../engine/ports/harness.ts';
import type { JsonObject } from '../../../schema/json.ts';

const roots = ['/work'];

describe('a command', () => {
  const question = (command: string, more: JsonObject = {}): JsonObject => ({
    kind: 'command',
    command,
    cwd: '/work',
    ...more,
  });

  test.each([
    ["/bin/bash -c 'echo hi > a.txt'", 'echo hi > a.txt'],
    ['/bin/bash -c ls', 'ls'],
    [`/bin/bash -c "cat; echo it's \\"done\\" "'$HOME > b.txt'`, `cat; echo it's "done" $HOME > b.txt`],
    ["/usr/bin/sh -c 'ls\n-la'", 'ls\n-la'],
  ])('%s is its script', (command, script) => {
    expect(commandOf(question(command), roots)).toEqual({
      kind: 'shell',
      name: 'exec_command',
      input: { command: script },
    });
  });

  test.each([
    ["/work/bash -c 'ls'", ['/work/bash', '-c', 'ls']],
    ["/bin/bash -lc 'ls'", ['/bin/bash', '-lc', 'ls']],
    ["/bin/bash -c 'ls' more", ['/bin/bash', '-c', 'ls', 'more']],
  ])('%s is the words that are run', (command, words) => {
    expect(commandOf(question(command), roots)).toMatchObject({ kind: 'shell', input: { command: words } });
  });

  test('in another folder it says so', () => {
    const { input } = commandOf(question('/bin/sh -c ls', { cwd: '/elsewhere' }), roots);
    expect(input).toEqual({ command: 'ls', cwd: '/elsewhere' });
  });

  test.each<[string, JsonObject]>([
    ['/bin/bash -c ls; rm', {}],
    ['/bin/bash -c "$(ls)"', {}],
    ["/bin/bash -c 'ls", {}],
    ['', {}],
    ['/bin/bash -c ls', { kind: 'writeStdin' }],
    ['/bin/bash -c ls', { cwd: null }],
    ['/bin/bash -c ls', { approvalId: 'x' }],
    ['/bin/bash -c ls', { additionalPermissions: {} }],
    ['/bin/bash -c ls', { networkApprovalContext: { host: 'a.example' } }],
  ])('%j with %j is `other`, with all that was said', (command, more) => {
    const asked = question(command, more);
    expect(commandOf(asked, roots)).toMatchObject({ kind: 'other', input: asked });
  });

  test('words are taken apart as a shell would, and nothing more is', () => {
    expect(shellWords(`a '' "b c"'d' e\\ f`)).toEqual(['a', '', 'b cd', 'e f']);
    expect(shellWords('"a\\nb"')).toEqual(['a\\nb']);
    for (const line of ['a|b', 'a $b', 'a `b`', '"a', 'a\nb', 'a *', '~/a', '<command'])
      expect(shellWords(line)).toBeUndefined();
  });
});

describe('changes of files', () => {
  const change = (path: string, type: string, diff: string, move_path: string | null = null): JsonObject => ({
    path,
    kind: { type, ...(type === 'update' && { move_path }) },
    diff,
  });
  const of = (...changes: JsonObject[]) => fileChangeOf({ itemId: 'call_1' }, changes, roots);

  test('of one file that is new or goes say so', () => {
    expect(of(change('/work/a', 'add', 'x\n'))).toMatchObject({ kind: 'write', input: { path: 'a', content: 'x\n' } });
    expect(of(change('/etc/a', 'delete', 'x\n'))).toMatchObject({ kind: 'delete', input: { path: '/etc/a' } });
  });

  test('of others are one patch', () => {
    const moved = '@@ -1 +1 @@\n-y\n+z\n\n\nMoved to: /work/sub/n';
    const found = of(
      change('/work/m', 'update', moved, '/work/sub/n'),
      change('/work/d', 'delete', 'gone\n'),
      change('/work/new', 'add', 'one\ntwo'),
      change('/work/empty', 'add', ''),
    );
    expect(found).toMatchObject({ kind: 'edit' });
    expect(found.input).toEqual({
      patch: [
        '--- a/m\n+++ b/sub/n\n@@ -1 +1 @@\n-y\n+z\n',
        '--- a/d\n+++ /dev/null\n',
        '--- /dev/null\n+++ b/new\n@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n',
        '--- /dev/null\n+++ b/empty\n',
      ].join(''),
    });
  });

  test.each<[JsonObject[]]>([
    [[]],
    [[change('a', 'add', 'x')]],
    [[change('/work/../etc/a', 'add', 'x')]],
    [[change('/work/a\n+++ b/b', 'delete', 'x')]],
    [[change('/work/a', 'rename', 'x')]],
    [[change('/work/a', 'update', 'no hunk')]],
    [[change('/work/a', 'update', '@@ -1 +1 @@\n-y\n+z\n', '/work/b')]],
    [[{ path: '/work/a', diff: 'x' }]],
  ])('%j are `other`: what they touch is not known', (changes) => {
    expect(of(...changes).kind).toBe('other');
  });

  test('that nobody has told of are `other`, and so is leave for a whole folder', () => {
    expect(fileChangeOf({ itemId: 'call_1' }, undefined, roots).kind).toBe('other');
    expect(fileChangeOf({ grantRoot: '/' }, [change('/work/a', 'add', 'x')], roots).kind).toBe('other');
  });
});

describe('a question about a tool of a server', () => {
  const item = { server: 'docs', tool: 'echo', arguments: { text: 'hi' } };
  const question = (text: string): JsonObject => ({
    serverName: 'docs',
    _meta: { codex_approval_kind: 'mcp_tool_call', tool_name: 'echo', tool_params: { text } },
  });

  test('is about the call with the same words, once', () => {
    const calls = createMcpCalls();
    calls.begun('call_1', item);
    expect(calls.claim(question('ho'))).toBeUndefined();
    expect(calls.claim({ ...question('hi'), _meta: {} })).toBeUndefined();
    expect(calls.claim(question('hi'))).toMatchObject({ id: 'call_1', call: { server: 'docs', tool: 'echo' } });
    expect(calls.claim(question('hi'))).toBeUndefined();
  });
});

describe('the gate', () => {
  const tool = { kind: 'shell', name: 'exec_command', input: { command: 'ls' } } as const;
  const gateWith = (permission: Permission) => {
    const told: string[] = [];
    const gate = createGate({
      stage: { decide: async () => permission },
      accounted: async () => {},
      tell: async (text) => void told.push(text),
    });
    return { gate, told };
  };

  test('lets a call through once', async () => {
    const { gate, told } = gateWith({ allow: true });
    expect([await gate.ask('call_1', tool), await gate.ask('call_1', tool)]).toEqual([true, false]);
    expect(told).toEqual([]);
  });

  test('tells why it does not, before it answers', async () => {
    const { gate, told } = gateWith({ allow: false, reason: 'not on Sundays' });
    expect(await gate.ask('call_1', tool)).toBe(false);
    expect(told).toEqual(['The command `ls` was not allowed: not on Sundays']);
    expect(gate.refusalOf('call_1')).toBe('not on Sundays');
  });

  test('refuses what would have to be changed', async () => {
    const { gate } = gateWith({ allow: true, input: { command: 'true' } });
    expect(await gate.ask('call_1', tool)).toBe(false);
  });
});

describe('the end of a call', () => {
  const heard = (item: JsonObject, refusals: Readonly<Record<string, string>> = {}) => {
    const ends: unknown[] = [];
    const stage = { completed: (...end: unknown[]) => void ends.push(end), push: () => {} };
    const gate = { has: (call: string) => Object.hasOwn(refusals, call), refusalOf: (call: string) => refusals[call] };
    createItems(stage, gate, () => {}, false).completed({ id: 'call_1', ...item });
    return ends;
  };
  const command = { type: 'commandExecution', aggregatedOutput: 'out' };

  test.each<[JsonObject, unknown[]]>([
    [{ ...command, status: 'completed', exitCode: 0 }, [['call_1', true, 'out']]],
    [{ ...command, status: 'failed', exitCode: 3 }, [['call_1', false, 'out']]],
    [{ type: 'mcpToolCall', status: 'failed', error: { message: 'no' } }, [['call_1', false, 'no']]],
    [{ type: 'imageView', path: '/a' }, [['call_1', true, '']]],
    [{ type: 'something_new' }, [['call_1', true, '']]],
    [{ type: 'reasoning' }, []],
    [{ ...command, status: 'declined', exitCode: null }, []],
  ])('%j is told', (item, ends) => {
    expect(heard(item)).toEqual(ends);
  });

  test('of one that was refused says why, and that it was done where it was', () => {
    const refusals = { call_1: 'not on Sundays' };
    expect(heard({ ...command, status: 'declined' }, refusals)).toEqual([['call_1', false, 'not on Sundays']]);
    expect(heard({ ...command, status: 'failed', exitCode: 3 }, refusals)).toEqual([['call_1', true, 'out']]);
    expect(heard({ type: 'fileChange', status: 'completed', changes: [] }, refusals)).toEqual([['call_1', true, '']]);
  });
});

describe('usage', () => {
  const tokens = (inputTokens: number, outputTokens: number, cachedInputTokens = 0): JsonObject => ({
    inputTokens,
    outputTokens,
    cachedInputTokens,
  });

  test('of an answer is told once, and what the total has beside it as well', () => {
    const meter = createMeter();
    expect(meter.answer(tokens(100, 20, 40))).toEqual({ input: 60, output: 20, cacheRead: 40 });
    expect(meter.total({ total: tokens(100, 20, 40), last: tokens(100, 20, 40) }, true)).toBeUndefined();
    expect(meter.total({ total: tokens(130, 25, 40), last: tokens(30, 5) }, true)).toEqual({ input: 30, output: 5 });
  });

  test('of a past is none of this session', () => {
    const meter = createMeter();
    expect(meter.total({ total: tokens(900, 90), last: tokens(100, 20) }, false)).toBeUndefined();
    expect(meter.total({ total: tokens(1000, 110), last: tokens(100, 20) }, true)).toEqual({ input: 100, output: 20 });
  });
});

describe('the end of a turn', () => {
  test('is an answer only where it says so', () => {
    expect(failureIn({ status: 'completed', error: null })).toBeUndefined();
    expect(String(failureIn({ status: 'interrupted' }))).toMatch(/interrupted/);
    expect(String(failureIn({}))).toMatch(/nothing known/);
  });

  test.each<[JsonObject, RegExp]>([
    [
      {
        message: 'unexpected status 401 Unauthorized',
        codexErrorInfo: { httpConnectionFailed: { httpStatusCode: 401 } },
      },
      /401 Unauthorized$/,
    ],
    [{ message: 'High demand.', codexErrorInfo: 'internalServerError' }, /High demand. \(internalServerError\)$/],
    [
      { message: 'Gone.', codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: null } } },
      /responseStreamDisconnected/,
    ],
    [{ message: '', additionalDetails: 'More.', codexErrorInfo: 'other' }, /: More\.$/],
  ])('is a failure with %j', (error, message) => {
    expect(String(failureIn({ status: 'failed', error }))).toMatch(message);
  });
});

describe('before a prompt', () => {
  const good = { approvalPolicy: 'untrusted', approvalsReviewer: 'user', sandbox: { type: 'readOnly' } };

  test('the version is one that asks', () => {
    expect(() => demandVersion({ userAgent: 'omni/0.169.0 (Debian 12.0.0; x86_64)' })).not.toThrow();
    for (const userAgent of ['omni/0.168.9 (x)', 'omni', 7])
      expect(() => demandVersion({ userAgent })).toThrow(/0\.169\.0/);
  });

  test('the thread asks', () => {
    expect(() => demandGate(good)).not.toThrow();
    for (const more of [
      { approvalPolicy: 'on-request' },
      { approvalsReviewer: 'auto' },
      { sandbox: { type: 'dangerFullAccess' } },
    ]) {
      expect(() => demandGate({ ...good, ...more })).toThrow(/cannot be gated/);
    }
  });

  test('no setting of the repository applies', () => {
    const project = { name: { type: 'project', dotCodexFolder: '/work/.codex' } };
    const user = { name: { type: 'user' }, disabledReason: null };
    expect(() => demandOwnSettings({ layers: [user, { ...project, disabledReason: 'not trusted' }] })).not.toThrow();
    for (const layers of [[{ ...project, disabledReason: null }], [{ version: 1 }], null]) {
      expect(() => demandOwnSettings({ layers })).toThrow(/own settings/);
    }
  });
});

describe('settings', () => {
  const around = {
    root: '/work',
    credential: { type: 'key', value: 'sk-secret', from: 'X' } as const,
    granted: ['PATH'],
  };
  const agent = { name: 'ada', harness: 'codex' } as const;

  test('hold no key, and name where it is', () => {
    const text = toToml(configOf(agent, around));
    expect(text).not.toContain('sk-secret');
    expect(text).toContain('"env_key" = "CODEX_API_KEY"');
    expect(text).toContain('"https://api.openai.com/v1"');
  });

  test('leave a login to the service that it is of', () => {
    const { model_provider: provider } = configOf(agent, { ...around, credential: { type: 'login', file: '/f' } });
    expect(provider).toBe('openai');
  });

  test('are TOML, whatever stands in them', () => {
    expect(toToml({ 'a.b': 'say "hi"\n\u007f', c: [1, true, { d: 'e' }], f: {} })).toBe(
      '"a.b" = "say \\"hi\\"\\n\\u007f"\n"c" = [1, true, { "d" = "e" }]\n"f" = {  }\n',
    );
  });
});

describe('a structured answer', () => {
  const member = { type: 'integer', description: 'How many.' };
  const strict = { type: 'object', properties: { n: member }, required: ['n'], additionalProperties: false };

  test('is held to a schema that the service takes', () => {
    expect(isStrict(strict)).toBe(true);
    const nested = { ...strict, properties: { n: { type: 'array', items: strict } } };
    expect(isStrict(nested)).toBe(true);
  });

  test.each<[JsonObject]>([
    [{ ...strict, required: [] }],
    [{ ...strict, additionalProperties: true }],
    [{ type: 'integer' }],
    [{ ...strict, properties: { n: { $ref: '#' } } }],
    [{ ...strict, properties: { n: { type: 'integer', minimum: 1 } } }],
  ])('is asked for in words with %j', (schema) => {
    expect(isStrict(schema)).toBe(false);
  });

  test('is the value of the text', () => {
    expect(valueIn('{"n":7}')).toEqual({ output: { n: 7 } });
    expect(valueIn('No.')).toEqual({});
  });
});
