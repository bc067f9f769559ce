/** `omni check`, and what `assert:` means for validate, plan and apply. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

const asserting = (assertion: string): Readonly<Record<string, string>> => {
  const files = gate();
  return { ...files, 'gate/gate.yaml': `${files['gate/gate.yaml']}assert:\n  - ${assertion}\n` };
};

test('what is asked holds, is violated, or is about nothing', async () => {
  project.write(gate());
  const ask = (...args: readonly string[]) => project.omni('check', 'gate', ...args);
  const holds = await ask('--no-path-to', 'merge', '--no-path-to', 'ok', '--without', 'work.review');
  expect([holds.code, holds.out]).toEqual([0, expect.stringContaining('no path to merge or ok without work.review')]);
  const either = await ask('--no-path-to', 'merge', '--without', 'agent', '--without', 'write');
  expect(either.code).toBe(0);
  const violated = await ask('--no-path-to', 'work.review', '--without', 'ok');
  expect([violated.code, violated.out.split('\n').at(-1)]).toEqual([1, '  → work.review']);
  const nothing = await ask('--no-path-to', 'merge', '--without', 'lnad');
  expect([nothing.code, nothing.out]).toEqual([2, '']);
  expect(nothing.err).toContain('error[OMNI3021]');
  expect(nothing.err).toContain('did you mean `land`?');
});

test('machines get a line for each assertion, with the path', async () => {
  project.write(gate());
  const lines = await project.json('check', 'gate', '--no-path-to', 'work.review', '--without', 'ok');
  expect(lines).toEqual([
    expect.objectContaining({
      version: 1,
      type: 'check',
      verdict: 'violated',
      path: [{ step: 'work.write', outcome: 'done', text: 'done' }, { step: 'work.review' }],
    }),
  ]);
});

test('both options are needed, or an assert', async () => {
  project.write(gate());
  for (const args of [[], ['--without', 'ok'], ['--no-path-to', 'land']]) {
    const { code, out, err } = await project.omni('check', 'gate', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/belong together|asserts nothing/);
  }
});

test('an assertion that holds is in nobody’s way', async () => {
  project.write(asserting('{ no_path_to: merge, without: [ok, work] }'));
  expect((await project.omni('check', 'gate')).code).toBe(0);
  expect((await project.omni('validate', 'gate')).code).toBe(0);
});

test('one that does not is an error before anything runs, with its place and its path', async () => {
  project.write(asserting('{ no_path_to: work.review, without: ok }'));
  for (const args of [['validate', 'gate'], ['plan', 'gate'], applyGate]) {
    const { code, err } = await project.omni(...args);
    expect(code).toBe(2);
    expect(err).toContain('error[OMNI3020]');
    expect(err).toContain('work.write done -> work.review');
    expect(err).toMatch(/gate\.yaml:\d+:5/);
  }
  expect((await project.omni('runs')).code).toBe(2);
  const checked = await project.omni('check', 'gate');
  expect([checked.code, checked.err]).toEqual([1, '']);
  // What is wrong can still be looked at.
  expect((await project.omni('graph', 'gate')).code).toBe(0);
});

test('one about a step that is not there is an error at its name', async () => {
  project.write(asserting('{ no_path_to: merge, without: [ok, wrok] }'));
  for (const args of [
    ['validate', 'gate'],
    ['check', 'gate'],
  ]) {
    const { code, err } = await project.omni(...args);
    expect(code).toBe(2);
    expect(err).toContain('error[OMNI3021]');
    expect(err).toContain('did you mean `work`?');
  }
});

test('agents as tools are not there yet, and are agents of the workflow', async () => {
  const files = gate();
  const tools = (name: string) => ({
    'gate/gate.yaml': files['gate/gate.yaml']!.replace(
      '{ harness: claude-code }',
      `{ harness: claude-code, tools: { agents: [${name}] } }`,
    ),
  });
  project.write(tools('codex'));
  for (const command of ['validate', 'plan', 'apply']) {
    const { code, err } = await project.omni(command, 'gate');
    expect(code).toBe(2);
    expect(err).toContain('error[OMNI1040]: agents as tools are not yet available');
    expect(err).not.toContain('OMNI2011');
  }
  project.write(tools('codx'));
  const { err } = await project.omni('validate', 'gate');
  expect(err).toContain("error[OMNI2011]: There is no agent 'codx' in this workflow.");
  expect(err).toContain('did you mean `codex`?');
});
