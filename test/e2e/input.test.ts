/** What `omni` says to input that it cannot use: exit code 2, the place, and what helps. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

test('the starter is valid, has a plan, and runs', async () => {
  const written = await project.omni('init', 'my first');
  expect(written.code, written.err).toBe(0);
  const [, validate, plan, apply] = written.out
    .split('Next:')[1]!
    .split('\n')
    .map((line) => line.trim().replace(/^omni /, ''));
  for (const command of [validate, plan, apply]) {
    const words = command!.match(/'[^']*'|\S+/g)!.map((word) => word.replaceAll("'", ''));
    const ended = await project.omni(...words);
    expect(ended.code, ended.err).toBe(0);
  }
  expect((await project.omni('init', 'my first')).code).toBe(2);
});

test('all errors of a workflow come at once, with their places', async () => {
  project.write({
    'bad.yaml': gate()
      ['gate/gate.yaml']!.replace('agent: claude,', 'agent: cloud,')
      .replace('into: main', 'onto: main'),
  });
  const { code, out, err } = await project.omni('validate', 'bad.yaml');
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/error\[OMNI1\d{3}\][\s\S]*bad\.yaml:\d+:\d+/);
  const lines = await project.json('validate', 'bad.yaml');
  expect(lines.at(-1)).toMatchObject({ type: 'validate', valid: false });
});

test.each([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['apply', '--nonsense'], "unknown option '--nonsense'"],
  [['validate', 'nowhere'], 'there is no nowhere'],
  [['runs'], 'there are no runs'],
  [['show', 'x'], 'there are no runs'],
  [['explain', 'OMNI9999'], 'there is no code'],
  [['audit', '--head', 'x'], 'say which'],
  [['plan', 'gate', '--input', 'gaol=1'], 'error[OMNI1050]'],
  [['plan', 'gate', '--input', 'goal'], 'is not NAME=VALUE'],
  [['plan', 'gate', '--input', 'goal=1', '--input', 'goal=2'], 'given twice'],
  [['plan', 'gate', '--simulate', 'nothing.yaml'], 'there is no file nothing.yaml'],
  [['plan', 'gate', '--repo', 'nothing'], 'there is no folder nothing'],
])('omni %j is refused', async (args, message) => {
  project.write(gate());
  const { code, out, err } = await project.omni(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
  expect(out).toBe('');
});

test('off a terminal nothing is asked: the command that says yes is printed', async () => {
  project.write(gate());
  const { code, err } = await project.omni(...applyGate.slice(0, -1), '--input', 'goal=two words');
  expect(code).toBe(2);
  expect(err).toContain("omni apply gate --simulate gate/simulate.yaml --input 'goal=two words' --yes");
});

test('a run needs somebody to do it, a repository, and a clean one', async () => {
  project.write(gate());
  expect((await project.omni('apply', 'gate', '--yes')).err).toContain('error[OMNI5001]');
  await project.git('init', '--quiet', '--initial-branch=main');
  await project.git('add', '--all');
  await project.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'Start');
  const nobody = await project.omni('apply', 'gate', '--yes');
  expect(nobody.err).toContain('error[OMNI5005]');
  project.write({ 'gate/demo/README.md': 'changed\n' });
  const dirty = await project.omni('apply', 'gate', '--yes', '--repo', '.', '--simulate', 'gate/simulate.yaml');
  expect(dirty.code).toBe(2);
  expect(dirty.err).toMatch(/error\[OMNI5002\][\s\S]*gate\/demo\/README\.md/);
});

test('nothing outside the project is read', async () => {
  project.write({
    'omni.yaml': '',
    'w.yaml': gate()['gate/gate.yaml']!.replace('{ harness: codex }', '{ uses: ../../../../etc/passwd }'),
  });
  const { code, err } = await project.omni('validate', 'w.yaml');
  expect(code).toBe(2);
  expect(err).toContain('error[OMNI1035]');
});
