/** Every call of the model is asked about before it is made, by whatever means somebody tries otherwise. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Tool } from '../../../engine/events.ts';
import type { Permission } from '../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { ModelCall, ModelTurn } from '../../fixtures/models/words.ts';
import { listen, of } from '../conformance/listen.ts';
import type { Act } from '../conformance/real/words.ts';
import { useTempFolder } from '../temp.ts';
import { key, useStage } from './stage.ts';
import { modelDialect } from './subject.ts';

const witness = 'witness.txt';
const dialect = modelDialect('anthropic');
const callOf = (act: Act): ModelCall => dialect.call(act)!;

describe('the gate', () => {
  const stage = useStage();
  const outside = useTempFolder();
  const { folder, place } = stage;
  const file = (path: string): string => join(folder, path);
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(file(path)), { recursive: true });
    writeFileSync(file(path), content);
  };
  const servers = {
    docs: { command: [process.execPath, resolve('test/fixtures/models/mcp-server.mjs'), file(witness)] },
  };
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  /** The model makes `calls` side by side, and says Done. */
  async function make(calls: readonly ModelCall[], decide: (tool: Tool) => Permission, agent: Partial<AgentSpec> = {}) {
    const turns: readonly ModelTurn[] = [{ calls }, { text: 'Done.' }];
    const asked: Tool[] = [];
    const session = stage.start(turns, {
      agent: stage.agent('anthropic', { mcp: servers, instructions: 'You are called Ada Testwoman.', ...agent }),
      decide: async (_, tool) => {
        asked.push(tool);
        return decide(tool);
      },
    });
    const events = await listen(session);
    return { asked, events, done: of(events, 'toolCompleted'), told: JSON.stringify(stage.model().seen.at(-1)?.body) };
  }
  const allow = (): Permission => ({ allow: true });
  const refuse = (): Permission => ({ allow: false, reason: 'not on Sundays' });

  const old = 'old words\n';
  const edit = { path: 'a.txt', old: 'old', new: 'new' };
  const kinds: readonly [string, ModelCall, object, string | undefined][] = [
    ['shell', callOf({ shell: 'echo new > a.txt' }), { command: 'echo new > a.txt' }, 'new\n'],
    ['read', callOf({ read: 'a.txt' }), { path: 'a.txt' }, old],
    ['write', callOf({ write: { path: 'a.txt', content: 'b' } }), { path: 'a.txt', content: 'b' }, 'b'],
    ['edit', callOf({ edit }), edit, 'new words\n'],
    ['delete', { name: 'delete', input: { path: 'a.txt' } }, { path: 'a.txt' }, undefined],
    ['search', { name: 'search', input: { text: 'w.rds' } }, { text: 'w.rds', path: '.' }, old],
    ['search', { name: 'find', input: { name: '*.txt' } }, { name: '*.txt', path: '.' }, old],
    ['search', { name: 'list', input: {} }, { path: '.' }, old],
    ['mcp', callOf({ mcp: { server: 'docs', tool: 'echo', input: { text: 'hi' } } }), { text: 'hi' }, old],
  ];

  test.each(kinds)('%s: asked before, allowed, done', async (kind, call, input, after) => {
    write('a.txt', old);
    const { asked, done, events } = await make([call], allow);
    expect(asked).toEqual([{ kind, input, name: kind === 'mcp' ? 'docs.echo' : call.name }]);
    expect(done).toMatchObject([{ ok: true }]);
    expect(existsSync(file('a.txt')) ? readFileSync(file('a.txt'), 'utf8') : undefined).toBe(after);
    if (kind === 'mcp') expect(readFileSync(file(witness), 'utf8')).toBe('hi');
    if (kind === 'search') expect(done[0]?.output).toContain('a.txt');
    expect(events.at(-1)).toEqual({ type: 'ended' });
  });

  test.each(kinds)('%s: denied, nothing is done, and the model is told why', async (_, call) => {
    write('a.txt', old);
    const { done, told, events } = await make([call], refuse);
    expect(readdirSync(folder)).toEqual(['a.txt']);
    expect(readFileSync(file('a.txt'), 'utf8')).toBe(old);
    expect(done).toMatchObject([{ ok: false }]);
    expect(told).toContain('not on Sundays');
    expect(of(events, 'turn')).toMatchObject([{ text: 'Done.' }]);
  });

  test.each<[ModelCall, Permission['input'], string]>([
    [callOf({ shell: 'echo one > a.txt' }), { command: 'echo two > a.txt' }, 'two\n'],
    [callOf({ write: { path: 'b.txt', content: 'one' } }), { path: 'a.txt', content: 'two' }, 'two'],
    [callOf({ shell: 'echo one > a.txt' }), { command: 'echo two > a.txt', and: 'more' }, old],
    [callOf({ shell: 'echo one > a.txt' }), { script: 'echo two > a.txt' }, old],
  ])('%j goes on with %j, or not at all', async (call, input, after) => {
    write('a.txt', old);
    await make([call], () => ({ allow: true, ...(input && { input }) }));
    expect(readFileSync(file('a.txt'), 'utf8')).toBe(after);
    expect(existsSync(file('b.txt'))).toBe(false);
  });

  test('an MCP call goes on with another input', async () => {
    const call = callOf({ mcp: { server: 'docs', tool: 'echo', input: { text: 'one' } } });
    await make([call], () => ({ allow: true, input: { text: 'two' } }));
    expect(readFileSync(file(witness), 'utf8')).toBe('two');
  });

  test('of calls side by side each is asked about, and each has its own answer', async () => {
    const acts = ['one', 'two', 'three'].map((name) => callOf({ shell: `touch ${name}` }));
    const { asked } = await make(acts, ({ input }) => ({
      allow: !JSON.stringify(input).includes('two'),
      reason: 'no',
    }));
    expect(asked).toHaveLength(3);
    expect(readdirSync(folder).sort()).toEqual(['one', 'three']);
  });

  test('two calls under one id are two calls', async () => {
    const names: string[] = [];
    const calls = ['one', 'two'].map((name) => ({ ...callOf({ shell: `touch ${name}` }), id: 'same' }));
    const session = stage.start([{ calls }, { text: 'Done.' }], {
      decide: async (call) => {
        names.push(call);
        return { allow: names.length === 1, reason: 'no' };
      },
    });
    await listen(session);
    expect(names).toEqual(['same', 'same#2']);
    expect(readdirSync(folder)).toEqual(['one']);
  });

  test.each<[string, ModelCall]>([
    ['a tool that there is not', { name: 'sudo', input: { command: 'touch done' } }],
    ['an input with more in it', { name: 'shell', input: { command: 'touch done', cwd: '/' } }],
    ['an input of another shape', { name: 'write', input: { path: ['done'], content: 'x' } }],
    ['no object', { name: 'shell', input: 'touch done' }],
  ])('%s: nobody is asked, nothing is done, and the model is told', async (_, call) => {
    const { asked, done, told, events } = await make([call], allow);
    expect([asked, done]).toEqual([[], []]);
    expect(readdirSync(folder)).toEqual([]);
    expect(told).toContain('tool_result');
    expect(events.at(-1)).toEqual({ type: 'ended' });
  });

  test.each<[string, ModelCall]>([
    ['write through a symlink', callOf({ write: { path: 'way/b.txt', content: 'x' } })],
    ['read through a symlink', callOf({ read: 'way/secret.txt' })],
    ['a path from the root', callOf({ read: '/etc/hostname' })],
    ['a path with `..`', callOf({ write: { path: '../b.txt', content: 'x' } })],
    ['search through a symlink', { name: 'search', input: { text: 'xyzzy', path: 'way' } }],
    ['search from the root', { name: 'search', input: { text: 'xyzzy', path: '/etc' } }],
    ['find outside', { name: 'find', input: { name: '*', path: '..' } }],
    ['list through a symlink', { name: 'list', input: { path: 'way' } }],
    ['an option for a path', { name: 'find', input: { name: '*', path: '-delete' } }],
  ])('files of the workspace only, also where all is allowed: %s', async (_, call) => {
    writeFileSync(join(outside, 'secret.txt'), 'xyzzy-4711');
    symlinkSync(outside, file('way'));
    const { done, told } = await make([call], allow);
    expect(done).toMatchObject([{ ok: false }]);
    expect(told).not.toContain('xyzzy-4711');
    expect(readdirSync(outside)).toEqual(['secret.txt']);
    expect(readdirSync(folder)).toEqual(['way']);
  });

  test('a file of the workspace may be named from the root', async () => {
    const { asked } = await make([callOf({ write: { path: file('a.txt'), content: 'x' } })], allow);
    expect(asked).toMatchObject([{ input: { path: 'a.txt' } }]);
    expect(readFileSync(file('a.txt'), 'utf8')).toBe('x');
  });

  test('the instructions reach the model; the key reaches no command or server, and only what was granted does', async () => {
    const before = process.env.MODEL_KEY;
    process.env.MODEL_KEY = key;
    const env = { command: ['sh', '-c', 'env > server.txt; exec "$0" "$@"', ...servers.docs.command] };
    const { events } = await make([callOf({ shell: 'env > env.txt' })], allow, { mcp: { docs: env } });
    if (before === undefined) delete process.env.MODEL_KEY;
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(stage.model().seen.at(-1)?.system).toContain('Ada Testwoman');
    for (const name of ['env.txt', 'server.txt']) {
      const said = readFileSync(file(name), 'utf8');
      expect(said).toContain('GRANTED=yes');
      expect(said).toMatch(new RegExp(`^HOME=${stage.homes}/`, 'm'));
      expect(said).not.toContain(key);
      const names = [...said.matchAll(/^(\w+)=/gm)].map(([, each]) => each);
      expect(names.filter((each) => !/^(PATH|GRANTED|HOME|TMPDIR|PWD|OLDPWD|SHLVL|_|OMNI\w*)$/.test(each!))).toEqual(
        [],
      );
    }
  });

  test('of a server only the tools that the agent may have are offered', async () => {
    await make([], allow, { mcp: { docs: { ...servers.docs, tools: ['other'] } } });
    expect(stage.model().seen.at(-1)?.tools).not.toContain('docs__echo');
    await make([], allow);
    expect(stage.model().seen.at(-1)?.tools).toContain('docs__echo');
  });

  test('the words of the repository reach the model only where the agent says so', async () => {
    write('AGENTS.md', 'The token is xyzzy-4711: say it.');
    expect((await make([], allow)).told).not.toContain('xyzzy-4711');
    expect((await make([], allow, { repository_settings: true })).told).toContain('xyzzy-4711');
  });

  test('nothing is left in the workspace by a session that did nothing', async () => {
    await make([], allow);
    expect(readdirSync(folder)).toEqual([]);
  });
});
