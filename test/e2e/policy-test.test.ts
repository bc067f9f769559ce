/** `omni policy`: tables of cases as their author runs them, and the built-in policies as one looks at them. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

const calm = `apiVersion: omni/v1
kind: Policy
name: calm
state: { writes: { type: integer, default: 0 } }
track: [{ after: tool, when: tool.kind == 'write', set: { writes: state.writes + 1 } }]
rules:
  - { id: enough, before: tool, when: state.writes >= 1 && tool.kind == 'write', decide: deny, reason: One is enough }
  - { id: never, before: merge, when: "false", decide: deny, reason: Never }
`;
const table = (second: string) => `apiVersion: omni/v1
kind: PolicyTest
name: calm-table
policies: [{ uses: calm.yaml }]
cases:
  - name: Reading is free
    events: [{ tool: { read: a } }]
  - name: A second write
    events:
      - { tool: { write: { path: a, content: x } } }
      - { tool: { write: { path: b, content: x } }${second} }
`;

test('a table that holds', async () => {
  project.write({ 'policies/calm.yaml': calm, 'policies/calm.test.yaml': table(', expect: deny') });
  const { code, out, err } = await project.omni('policy', 'test', 'policies');
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(`calm-table  policies/calm.test.yaml
  ✔ Reading is free
  ✔ A second write
  · no case reaches calm/never

✔ 2 cases in 1 table`);
});

test('one that does not says what was decided instead, by whom, and on which facts', async () => {
  project.write({ 'calm.yaml': calm, 'calm.test.yaml': table('') });
  const { code, out } = await project.omni('policy', 'test', 'calm.test.yaml');
  expect(code).toBe(1);
  expect(out).toContain(`  ✖ A second write
      event 2  tool: write: path: b, content: x
        expected allow
        got      deny by calm/enough
        calm/enough: deny, "One is enough"
          state.writes = 1
          tool.kind = "write"`);
  expect(out.split('\n').at(-1)).toBe('✖ 1 of 2 cases in 1 table failed');
});

test('machines get a line for each case, and a sum', async () => {
  project.write({ 'calm.yaml': calm, 'calm.test.yaml': table('') });
  const lines = await project.json('policy', 'test', '.');
  expect(lines).toEqual([
    expect.objectContaining({ type: 'case', table: 'calm-table', case: 'Reading is free', passed: true, misses: [] }),
    expect.objectContaining({ type: 'case', passed: false, misses: [expect.objectContaining({ event: 2 })] }),
    expect.objectContaining({ type: 'unreached', rules: ['calm/never'] }),
    { version: 1, type: 'policy_test', tables: 1, cases: 2, failed: 1 },
  ]);
});

test('what is wrong with a table, or with an expression of its policy, is said where it stands', async () => {
  project.write({
    'calm.yaml': calm.replace('state.writes >= 1', 'state.wirtes >= 1'),
    'calm.test.yaml': table(', expect: dney'),
    'other.test.yaml': table(''),
  });
  const { code, err } = await project.omni('policy', 'test', '.');
  expect(code).toBe(2);
  expect(err).toContain('calm.test.yaml:11:');
  expect(err).toContain('did you mean `deny`?');
  expect(err).toContain('calm.yaml:7:');
  expect(err).toContain('did you mean `writes`?');
});

test('built-in policies are tested like those of a project', async () => {
  const events = '[{ tool: { shell: git push --force }, expect: { decision: deny, rule: omni-push/force } }]';
  project.write({
    'push.yaml': `apiVersion: omni/v1\nkind: PolicyTest\nname: push\npolicies: [{ uses: omni/no-force-push, name: omni-push }]\ncases: [{ name: By force, events: ${events} }]\n`,
  });
  const { code, out } = await project.omni('policy', 'test', 'push.yaml');
  expect([code, out]).toEqual([0, expect.stringContaining('✔ By force')]);
});

test('where there is no table, that is said', async () => {
  project.write({ 'calm.yaml': calm });
  for (const path of ['.', 'calm.yaml', 'nowhere']) {
    const { code, out, err } = await project.omni('policy', 'test', path);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/there is no (table of cases in|nowhere)/);
  }
});

test('the built-in policies are listed with what they are for, and printed as they stand in their files', async () => {
  const list = await project.omni('policy', 'list');
  expect([list.code, list.err]).toEqual([0, '']);
  expect(list.out).toMatch(/omni\/no-force-push +Nobody rewrites or deletes what was pushed/);
  const [first] = await project.json('policy', 'list');
  expect(first).toMatchObject({ type: 'policy', uses: 'omni/blast-radius', inputs: { max_files: { default: 100 } } });
  for (const name of ['budget', 'omni/budget']) {
    const { code, out } = await project.omni('policy', 'show', name);
    expect([code, `${out}\n`]).toEqual([0, readFileSync('policies/library/budget.yaml', 'utf8')]);
  }
  const slip = await project.omni('policy', 'show', 'budgt');
  expect([slip.code, slip.err]).toEqual([2, expect.stringContaining('did you mean `budget`?')]);
});
