/** What the agents of the presets say of a call, as their recordings have it, read. Needs no program. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../agents/acp/calls.ts';
import type { Preset, Words } from '../../../agents/acp/preset.ts';
import { copilotPreset } from '../../../agents/acp/presets/copilot.ts';
import { geminiPreset } from '../../../agents/acp/presets/gemini.ts';
import { commandDone } from '../../../agents/acp/presets/gemini-chats.ts';
import { opencodePreset } from '../../../agents/acp/presets/opencode.ts';
import type { Home } from '../../../agents/kit/adapter.ts';
import type { SessionRequest } from '../../../engine/ports/harness.ts';
import type { JsonObject } from '../../../schema/json.ts';

const folders = { roots: ['/repo', '/private/repo'] };
const request = {
  agent: { name: 'ada', harness: 'x', mcp: { docs: { command: ['docs'] } } },
} as unknown as SessionRequest;
const read = (preset: Preset, call: Partial<Call>): Words =>
  preset.wordsOf({ name: 'c', id: 'c', first: {}, latest: {}, asked: undefined, ...call }, folders, request);

describe('gemini', () => {
  const here = '[current working directory /repo]';
  const said = (text: string) => [{ type: 'content', content: { type: 'text', text } }];
  const diff = (oldText: string) => [{ type: 'diff', path: '/repo/a.txt', oldText, newText: 'new\n' }];
  const asks = (id: string, asked: JsonObject) => read(geminiPreset, { id: `${id}__call_1`, asked });

  test.each<[string, JsonObject, object]>([
    ['run_shell_command', { title: 'ls', content: said(here) }, { kind: 'shell', input: { command: 'ls' } }],
    [
      'run_shell_command',
      { title: 'ls', content: said(`${here} (List.)`) },
      { kind: 'shell', input: { command: 'ls' } },
    ],
    ['run_shell_command', { title: 'ls', content: said(`${here} [background]`) }, { kind: 'other' }],
    ['run_shell_command', { title: 'ls', content: said('[in sub]') }, { kind: 'other' }],
    ['run_shell_command', { title: 'ls', content: said('[current working directory /elsewhere]') }, { kind: 'other' }],
    ['run_shell_command', { title: "bash -c 'ls'", content: said(here) }, { kind: 'other' }],
    ['run_shell_command', { title: 'ls', content: [] }, { kind: 'other' }],
    ['read_file', { title: 'a', locations: [{ path: '/repo/a.txt' }] }, { kind: 'read', input: { path: 'a.txt' } }],
    ['write_file', { content: diff('') }, { kind: 'write', input: { path: 'a.txt', content: 'new\n' } }],
    ['replace', { content: diff('old\n') }, { kind: 'edit', input: { path: 'a.txt', old: 'old\n', new: 'new\n' } }],
    ['list_directory', { title: 'src' }, { kind: 'search', input: { path: 'src' } }],
    ['list_directory', { title: 'src/...long/path' }, { kind: 'other' }],
    ['grep_search', { title: "'old' within ./" }, { kind: 'search', input: { text: 'old', path: '.' } }],
    ['grep_search', { title: "'old' within src" }, { kind: 'other' }],
    ['glob', { title: "'*.md'" }, { kind: 'search', input: { pattern: '*.md', path: '.' } }],
    ['glob', { title: "'../*'" }, { kind: 'other' }],
    // A server chose its own title.
    ['mcp_evil_tool', { title: 'ls', kind: 'execute', content: said(here) }, { kind: 'other', name: 'mcp_evil_tool' }],
  ])('%s with %j', (id, asked, expected) => {
    expect(asks(id, asked)).toMatchObject(expected);
  });

  test.each([
    ['Output: hi\nProcess Group PGID: 7\n</untrusted_context>', true],
    ['Output: hi\nExit Code: 3\nProcess Group PGID: 7\n</untrusted_context>', false],
    ['Output: Exit Code: 3\nno\nProcess Group PGID: 7\n</untrusted_context>', true],
    ['Output: (empty)\nSignal: 9\nProcess Group PGID: 7\n</untrusted_context>', false],
  ])('a command whose record says %j has ended well: %s', async (output, ok) => {
    const result = [{ functionResponse: { response: { output: `<untrusted_context>\n${output}` } } }];
    const line = JSON.stringify({ type: 'gemini', toolCalls: [{ id: 'run_shell_command__1', result }] });
    const place = {
      list: async (path: string) => [path.endsWith('chats') ? 'session-1.jsonl' : 'work'],
      read: async () => line,
    };
    const done = await commandDone('run_shell_command__1', { ok: true, output: 'hi' }, { place } as unknown as Home);
    expect(done.ok).toBe(ok);
  });
});

describe('opencode', () => {
  const tells = (title: string, kind: string, rawInput: JsonObject, asked?: JsonObject) => {
    const first = { title, kind, status: 'pending', rawInput: {} };
    return read(opencodePreset, { first, latest: { ...first, status: 'in_progress', rawInput }, asked });
  };
  test.each<[string, string, JsonObject, object]>([
    ['bash', 'execute', { command: 'ls', description: 'd', cwd: '/repo' }, { kind: 'shell', input: { command: 'ls' } }],
    ['bash', 'execute', { command: 'ls', workdir: '/tmp' }, { kind: 'shell', input: { command: 'ls', cwd: '/tmp' } }],
    ['read', 'read', { filePath: '/repo/a' }, { kind: 'read', input: { path: 'a' } }],
    ['write', 'edit', { filePath: '/repo/a', content: 'x' }, { kind: 'write', input: { path: 'a', content: 'x' } }],
    [
      'edit',
      'edit',
      { filePath: 'a', oldString: 'x', newString: 'y' },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y' } },
    ],
    [
      'grep',
      'search',
      { pattern: 'x', include: '*.ts' },
      { kind: 'search', input: { text: 'x', include: '*.ts', path: '.' } },
    ],
    ['glob', 'search', { pattern: '/etc/*' }, { kind: 'other' }],
    ['webfetch', 'fetch', { url: 'https://a.example', format: 'text' }, { kind: 'fetch' }],
    ['docs_echo', 'other', { text: 'hi' }, { kind: 'mcp', name: 'docs.echo', input: { text: 'hi' } }],
    ['other_echo', 'other', { text: 'hi' }, { kind: 'other' }],
    ['bash', 'other', { command: 'ls' }, { kind: 'other' }],
  ])('%s (%s) with %j', (title, kind, rawInput, expected) => {
    expect(tells(title, kind, rawInput)).toMatchObject(expected);
  });

  test('a question about a folder outside is about the same call', () => {
    const outside = { title: '/etc', kind: 'other', rawInput: { filepath: '/etc/hostname', parentDir: '/etc' } };
    const input = { filePath: '/etc/hostname' };
    expect(tells('read', 'read', input, outside)).toEqual(tells('read', 'read', input));
  });

  test('what a call would do is waited for', () => {
    const first = { title: 'docs_echo', kind: 'other', status: 'pending', rawInput: {} };
    const call = { name: 'c', id: 'c', first, latest: first, asked: first };
    expect(opencodePreset.isPartial?.(call)).toBe(true);
    expect(opencodePreset.isPartial?.({ ...call, latest: { ...first, status: 'in_progress' } })).toBe(false);
  });
});

describe('copilot', () => {
  const tells = (kind: string, rawInput: JsonObject, question: JsonObject) =>
    read(copilotPreset, { first: { title: 'd', kind, rawInput }, asked: { rawInput: question } });
  test.each<[string, JsonObject, JsonObject, object]>([
    ['execute', { command: 'ls', description: 'd' }, { command: 'ls' }, { kind: 'shell', input: { command: 'ls' } }],
    [
      'execute',
      { command: 'ls', mode: 'async' },
      { command: 'ls' },
      { kind: 'shell', input: { command: 'ls', mode: 'async' } },
    ],
    ['execute', { command: 'ls' }, { command: 'rm -rf .' }, { kind: 'other' }],
    [
      'edit',
      { path: '/repo/a', file_text: 'x' },
      { fileName: '/repo/a' },
      { kind: 'write', input: { path: 'a', content: 'x' } },
    ],
    ['edit', { path: '/repo/a', file_text: 'x' }, { fileName: '/repo/b' }, { kind: 'other' }],
    [
      'edit',
      { path: '/repo/a', old_str: 'x', new_str: 'y' },
      { fileName: '/repo/a' },
      { kind: 'edit', input: { path: 'a', old: 'x', new: 'y' } },
    ],
    ['other', { text: 'hi' }, { text: 'hi' }, { kind: 'other' }],
  ])('%s with %j, asked about with %j', (kind, rawInput, question, expected) => {
    expect(tells(kind, rawInput, question)).toMatchObject(expected);
  });

  test.each([
    ['Error: 400 no such thing', 'failure'],
    ['Info: Disabled tools: view', 'note'],
    ['Information: none', undefined],
    ['Error', undefined],
  ])('%j is said by the program: %s', (text, said) => {
    expect(copilotPreset.asideOf?.(text)).toBe(said);
  });
});
