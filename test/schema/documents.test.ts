/** Files that stand by themselves: policies, tables of cases for them, and the project's own. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadDocuments } from '../../schema/documents.ts';
import { loadAlone, readerOf, summarise, workflow } from './project.ts';

const policy = (name: string, more = '') =>
  `apiVersion: omni/v1\nkind: Policy\nname: ${name}\n${more}rules:\n  - { id: no, before: tool, decide: deny, reason: No. }\n`;
const table = (events: string) =>
  `apiVersion: omni/v1\nkind: PolicyTest\nname: t\npolicies: [{ uses: ../calm.yaml }]\nagents: { claude: { harness: claude-code, model: claude-opus-4-5 } }\ncases:\n  - name: a push\n    events:\n${events}`;
const rules = [{ id: 'no', before: 'tool', decide: 'deny', reason: 'No.' }];
const files = { '../calm.yaml': policy('calm') };

describe('a file of policies', () => {
  test('takes the policies that the language is told by', () => {
    const loaded = loadAlone(readFileSync('test/fixtures/policies/language.yaml', 'utf8'));
    expect(loaded?.issues).toEqual([]);
    expect(loaded?.documents?.map(({ spec }) => spec.name)).toEqual([
      'push-after-install',
      'own-docs-only',
      'spend-checkpoint',
      'reviewed-src',
    ]);
  });

  test('gives each, with the inputs that have a default', () => {
    const loaded = loadAlone(
      `${policy('one')}---\n${policy('two', 'inputs:\n  a: { type: integer, default: 1 }\n  b: { type: integer }\n')}`,
    );
    expect(loaded?.documents).toMatchObject([
      { kind: 'Policy', spec: { name: 'one', rules } },
      { kind: 'Policy', spec: { name: 'two', with: { a: 1 } } },
    ]);
    const { line, column } = loaded!.locate({ code: 'OMNI2001', path: [1, 'rules', 0, 'reason'], message: 'm' });
    expect([line, column]).toEqual([14, 51]);
  });

  test('is told what is wrong in it', () => {
    const loaded = loadAlone(policy('p', 'stat: {}\n'));
    expect(loaded?.documents).toBeUndefined();
    expect(summarise(loaded!)).toEqual(['OMNI1003 4:1 unknown key "stat"']);
  });

  test('names roles that omni.yaml has', () => {
    const asking = policy('p').replace('deny, reason: No.', 'ask, reason: "?", approvers: { roles: [lead] }');
    const omni = 'apiVersion: omni/v1\nkind: Project\nroles: { lead: [ada] }\n';
    expect(loadAlone({ 'main.yaml': asking, 'omni.yaml': omni }, { project: 'omni.yaml' })?.issues).toEqual([]);
    expect(loadAlone(asking)?.issues).toMatchObject([{ code: 'OMNI3008', line: 5 }]);
  });

  test('is nothing that stands by itself with a workflow or an agent in it, or with nothing', () => {
    expect(loadAlone(`${policy('p')}---\n${workflow('- run: ls')}`)).toBeUndefined();
    expect(loadAlone('apiVersion: omni/v1\nkind: Agent\nname: a\nharness: pi\n')).toBeUndefined();
    for (const text of ['', 'kind: Polcy\n', '[', '- 1\n']) expect(loadAlone(text), text).toBeUndefined();
  });
});

describe('a table of cases', () => {
  const load = (events: string) => loadAlone({ 'main.yaml': table(events), ...files });

  test('has its policies and agents resolved', () => {
    const loaded = load(
      '      - tool: { shell: npm install left-pad }\n        agent: claude\n        step: build\n        at: 2027-01-31T09:00:00Z\n      - { tool: { edit: { path: a.js } }, files: { a.js: text }, ok: false, expect: { decision: deny, rule: no } }\n      - { answer: refuse }\n      - { step: build, state: { n: 1 } }\n      - { step: { id: build, kind: agent }, expect: allow }\n      - { usage: { input: 1, output: 2, usd: 3 } }\n',
    );
    expect(loaded?.issues).toEqual([]);
    expect(loaded?.documents).toMatchObject([
      {
        kind: 'PolicyTest',
        spec: {
          name: 't',
          policies: [{ name: 'calm', rules }],
          agents: { claude: { name: 'claude', harness: 'claude-code', model: 'claude-opus-4-5' } },
          cases: [{ name: 'a push', events: [{ agent: 'claude', step: 'build' }, { ok: false }, {}, {}, {}, {}] }],
        },
      },
    ]);
    expect(loaded!.origin([0, 'policies', 0, 'rules', 0])).toEqual({ file: '../calm.yaml', line: 5 });
    expect(loaded!.origin([0, 'cases', 0, 'name'])).toEqual({ file: 'main.yaml', line: 7 });
  });

  test.each([
    ['{ agent: claude }', 'OMNI4007 9:9 this event says nothing that happens'],
    ['{ tool: { shell: ls }, usage: {} }', 'OMNI4007 9:32 this event is two: `tool` and `usage`'],
    ['{ tool: {} }', 'OMNI1007 9:17 `tool` has 0 keys; it must have at least 1'],
    ['{ tool: { shell: ls, read: x } }', 'OMNI1007 9:17 `tool` has 2 keys; it must have at most 1'],
    ['{ tool: { shell: 3 } }', 'OMNI1005 9:26 `shell` must be a text or a map, not a whole number'],
    ['{ answer: yes }', 'OMNI1006 9:19 `answer` is "yes"; it must be one of "grant", "refuse"'],
    [
      '{ tool: { shell: ls }, expect: denied }',
      'OMNI1006 9:40 `expect` is "denied"; it must be one of "allow", "deny", "ask", "hold"',
    ],
    ['{ tool: { shell: ls }, expects: deny }', 'OMNI1003 9:32 unknown key "expects"'],
  ])('%s', (event, told) => {
    const loaded = load(`      - ${event}\n`)!;
    expect(summarise(loaded)).toEqual([told]);
  });
});

describe('a project', () => {
  test('has its policies resolved', () => {
    const text =
      'apiVersion: omni/v1\nkind: Project\npolicies: [{ uses: ../calm.yaml, name: calmer }]\nroles: { lead: [ada] }\n';
    // It is what is asked about, and the project around that.
    const loaded = loadDocuments('omni.yaml', readerOf({ 'omni.yaml': text, ...files }), { project: 'omni.yaml' });
    expect(loaded?.issues).toEqual([]);
    expect(loaded?.documents).toEqual([
      {
        kind: 'Project',
        spec: { policies: [{ name: 'calmer', rules }], roles: { lead: ['ada'] } },
      },
    ]);
    expect(loaded?.origin([0, 'policies', 0, 'name'])).toEqual({ file: 'omni.yaml', line: 3 });
    expect(loadAlone({ 'main.yaml': text, ...files })?.issues).toMatchObject([{ code: 'OMNI1043', line: 2 }]);
  });
});
