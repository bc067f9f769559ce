/** What the keys of an agent say together, once it is resolved. */
import { describe, expect, test } from 'vitest';
import { firstIssue, load, summarise, workflow } from '../project.ts';

const agent = (more: string) => `apiVersion: omni/v1\nkind: Agent\nname: base\n${more}\n`;
const inline = (own: string) => workflow(`agents:\n  me: { ${own} }`);
const resolved = (base: string, own: string) => {
  const loaded = load({
    'main.yaml': inline(`uses: base.yaml${own === '' ? '' : `, ${own}`}`),
    'base.yaml': agent(base),
  });
  return { told: summarise(loaded), at: loaded.issues.map(({ file }) => file), agent: loaded.spec?.agents.me };
};

describe('what an agent may say of its connection', () => {
  test.each([
    'auth: login',
    'auth: { env: ANTHROPIC_API_KEY }',
    'auth: { file: ~/.config/keys/anthropic }',
    'auth: { file: /run/secrets/anthropic }',
    'base_url: "https://gateway.example.com/v1"',
    'repository_settings: true',
  ])('%s', (own) => {
    expect(summarise(load(inline(`harness: claude-code, ${own}`)))).toEqual([]);
  });

  test.each([
    ['auth: key', 'OMNI1006', 'it must be "login"'],
    ['auth: {}', 'OMNI1007', '`auth` has 0 keys'],
    ['auth: { env: KEY, file: /key }', 'OMNI1007', '`auth` has 2 keys'],
    ['auth: { enf: KEY }', 'OMNI1003', 'unknown key "enf"'],
    ['auth: { env: sk-ant-1 }', 'OMNI1007', 'is not a name of a variable'],
    ['auth: { file: key.txt }', 'OMNI1007', 'is not a path that begins with `/` or `~/`'],
    ['auth: { file: ~ada/key }', 'OMNI1007', 'is not a path that begins with `/` or `~/`'],
    ['base_url: gateway.example.com', 'OMNI1007', '`base_url` is no URL that begins'],
    ['base_url: "https://ada:hunter2@gateway.example.com"', 'OMNI1007', '`base_url` holds a user or a password'],
    ['repository_settings: "no"', 'OMNI1005', 'must be true or false'],
  ])('%s is %s', (own, code, message) => {
    const issue = firstIssue(`agents:\n  me: { harness: claude-code, ${own} }`);
    expect(issue.code).toBe(code);
    expect(issue.message).toContain(message);
    expect(issue.line).toBe(5);
  });
});

describe('`command`', () => {
  test('stands beside `harness: acp`, wherever each is said', () => {
    expect(summarise(load(inline('harness: acp, command: [my-agent, --acp]')))).toEqual([]);
    expect(resolved('harness: acp', 'command: [my-agent]')).toMatchObject({ told: [], agent: { harness: 'acp' } });
    expect(resolved('command: [my-agent]', 'harness: acp')).toMatchObject({
      told: [],
      agent: { command: ['my-agent'] },
    });
  });
  test('is missing where `harness: acp` stands', () => {
    expect(resolved('harness: acp', '')).toMatchObject({
      told: ['OMNI1004 4:10 `harness: acp` needs the `command` that starts the agent'],
      at: ['base.yaml'],
    });
  });
  test('is of no other harness', () => {
    const message = '`command` is only for `harness: acp`, and this agent runs on "codex"';
    expect(resolved('harness: codex\ncommand: [my-agent]', '')).toMatchObject({
      told: [`OMNI1044 5:1 ${message}`],
      at: ['base.yaml'],
    });
    expect(resolved('harness: codex', 'command: [my-agent]')).toMatchObject({
      told: [`OMNI1044 5:26 ${message}`],
      at: ['main.yaml'],
    });
  });
});

describe('another harness', () => {
  test('takes away what was said for the one before', () => {
    const base = 'harness: acp\ncommand: [my-agent]\nbase_url: "https://a.example.com"\nauth: { env: A_KEY }';
    expect(resolved(base, 'harness: codex').agent).toEqual({ name: 'me', harness: 'codex' });
    expect(resolved(base, 'harness: codex, auth: { env: B_KEY }, base_url: "https://b.example.com"').agent).toEqual({
      name: 'me',
      harness: 'codex',
      auth: { env: 'B_KEY' },
      base_url: 'https://b.example.com',
    });
  });
  test('has a login too, and the same harness again changes nothing', () => {
    expect(resolved('harness: claude-code\nauth: login', 'harness: codex').agent).toMatchObject({ auth: 'login' });
    expect(resolved('harness: codex\nauth: { env: A_KEY }', 'harness: codex').agent).toMatchObject({
      auth: { env: 'A_KEY' },
    });
  });
});

describe('`tools`', () => {
  const docs = 'mcp: { docs: { command: [docs-mcp], tools: [search, read] }, web: { command: [web-mcp] } }';
  const told = (tools: string, more = docs) => {
    const { issues } = load(inline(`harness: codex, ${more}, tools: { ${tools} }`));
    return issues.map(({ code, message, help }) => [code, message, help]);
  };
  test('are kinds, and tools of servers', () => {
    expect(told('allow: [read, docs.search, web.anything], deny: [shell, docs.read]')).toEqual([]);
  });
  test('that are none', () => {
    expect(told('allow: [serch, doc.search, docs.serch], deny: [docs, x.y]')).toEqual([
      ['OMNI2014', 'there is no kind of tool called "serch"', 'did you mean `search`?'],
      ['OMNI2014', 'this agent has no MCP server called "doc"', 'did you mean `docs.search`?'],
      ['OMNI2014', '`mcp.docs` takes no tool called "serch"', 'did you mean `docs.search`?'],
      ['OMNI2014', 'there is no kind of tool called "docs"', '`docs` is a server; one of its tools is `docs.TOOL`'],
      ['OMNI2014', 'this agent has no MCP server called "x"', 'servers are declared under `mcp`'],
    ]);
  });
  test('of servers that only the repository, or the program itself, knows', () => {
    expect(told('allow: [x.y]', 'repository_settings: true')).toEqual([]);
    expect(summarise(load(inline('harness: acp, command: [my-agent], tools: { allow: [x.y] }')))).toEqual([]);
    expect(told('allow: [serch]', 'repository_settings: true')).toHaveLength(1);
  });
  test('of a server that stands in what is used', () => {
    const base = `harness: codex\n${docs}`;
    expect(resolved(base, 'tools: { allow: [docs.search] }').told).toEqual([]);
    expect(resolved(base, 'tools: { allow: [docs.find] }')).toMatchObject({
      told: ['OMNI2014 5:43 `mcp.docs` takes no tool called "find"'],
      at: ['main.yaml'],
    });
  });
});
