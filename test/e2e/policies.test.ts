/** Policies as a person writes them down: checked by themselves, and with the workflow that they stand over. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

const policy = (name: string, rule = 'decide: deny, reason: No.') =>
  `apiVersion: omni/v1\nkind: Policy\nname: ${name}\nrules:\n  - { id: no, before: tool, ${rule} }\n`;
const workflow =
  'apiVersion: omni/v1\nkind: Workflow\nname: hello\npolicies: [{ uses: calm.yaml }]\nsteps:\n  - run: ls\n';

test('validate says what a file of policies, a table and a project hold', async () => {
  project.write({
    'calm.yaml': `${policy('calm')}---\n${policy('calmer')}`,
    'calm.test.yaml':
      'apiVersion: omni/v1\nkind: PolicyTest\nname: calm\npolicies: [{ uses: one.yaml }]\ncases:\n  - name: a push\n    events: [{ tool: { shell: git push }, expect: deny }]\n',
    'one.yaml': policy('one'),
    'omni.yaml':
      'apiVersion: omni/v1\nkind: Project\npolicies: [{ uses: one.yaml }]\nroles: { lead: [ada@example.com] }\n',
  });
  const said = async (file: string) => (await project.omni('validate', file)).out;
  expect(await said('calm.yaml')).toMatch(/policy calm is valid: 1 rule .*\n.*policy calmer is valid: 1 rule /);
  expect(await said('calm.test.yaml')).toContain('test calm is valid: 1 case');
  expect(await said('omni.yaml')).toContain('project is valid: 1 policy, 1 role');
  expect((await project.json('validate', 'calm.yaml')).at(-1)).toMatchObject({ type: 'validate', valid: true });
});

test('validate finds what is wrong in a policy, whoever uses it', async () => {
  project.write({ 'calm.yaml': policy('calm', 'decide: dny, reason: No.'), 'hello.yaml': workflow });
  for (const file of ['calm.yaml', 'hello.yaml']) {
    const { code, err } = await project.omni('validate', file);
    expect(code).toBe(2);
    expect(err).toContain('error[OMNI1006]');
    expect(err).toContain('calm.yaml:5:37');
  }
});

test('omni.yaml is read with every workflow of the project', async () => {
  project.write({
    'flows/hello.yaml': workflow,
    'flows/calm.yaml': policy('calm', 'decide: ask, reason: "?", approvers: { roles: [lead] }'),
    'omni.yaml': 'apiVersion: omni/v1\nkind: Project\nroles: { lead: [ada@example.com] }\n',
  });
  expect((await project.omni('validate', 'flows/hello.yaml')).code).toBe(0);
  project.write({ 'omni.yaml': 'apiVersion: omni/v1\nkind: Project\nroles: { leed: [ada@example.com] }\n' });
  const { code, err } = await project.omni('validate', 'flows/hello.yaml');
  expect(code).toBe(2);
  expect(err).toContain('did you mean `leed`?');
  project.write({ 'omni.yaml': workflow });
  expect((await project.omni('validate', 'flows/hello.yaml')).err).toContain('error[OMNI1043]');
});
