/** Whoever calls `omni` may be careless, or may have been sent a folder by somebody who is not: paths, words and pipes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyGate, gate, main, makeProject, type Project } from './omni.ts';

let project: Project;
beforeAll(async () => {
  project = makeProject();
  project.write({
    ...gate('400ms'),
    'large.yaml': '#'.repeat(2_000_000),
    'bytes.yaml': '\ufffd\u0000\u0001',
    'empty/x': '',
  });
  const at = (name: string) => join(project.folder, name);
  symlinkSync('loop.yaml', at('loop.yaml'));
  symlinkSync('/dev/zero', at('zero.yaml'));
  symlinkSync('nothing', at('empty/dead.yaml'));
  execFileSync('mkfifo', [at('pipe.yaml')]);
});
afterAll(() => project.remove());

/** Through a shell, for the sake of its pipes. */
function shell(line: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const command = line.replaceAll('omni ', `"${process.execPath}" "${main}" `);
  const options = { cwd: project.folder, env: project.env, encoding: 'utf8', timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${command}`], options);
  return { code: status, out: stdout, err: stderr };
}

/** One clear message: no fault of omni's own, no trace, nothing that a terminal obeys. */
function isClear({ out, err }: { readonly out: string; readonly err: string }): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
  expect(`${out}${err}`).not.toMatch(/fault of omni|\n\s+at |node:|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(err).toMatch(/^error/);
}

describe('a path', () => {
  test.each([
    ['in a circle', 'loop.yaml', 'too many symbolic links'],
    ['longer than any', 'x'.repeat(5000), 'name too long'],
    ['to a device', 'zero.yaml', 'error[OMNI1035]'],
    ['to a pipe', 'pipe.yaml', 'not a regular file'],
    ['to a large file', 'large.yaml', 'error[OMNI1020]'],
    ['to bytes', 'bytes.yaml', 'error[OMNI1021]'],
    ['to a folder with dead links', 'empty', 'there is no workflow in empty'],
    ['that moves the cursor', 'a\u001b[2J\u202eb', 'there is no a␛[2J�b'],
    ['through a file', 'large.yaml/x', 'there is no large.yaml/x'],
  ])('%s', async (_, path, message) => {
    for (const args of [
      ['validate', path],
      ['plan', 'gate', '--simulate', path],
    ]) {
      const ended = await project.omni(...args);
      isClear(ended);
      expect(ended.code, ended.err).toBe(2);
      if (args[0] === 'validate') expect(ended.err).toContain(message);
    }
  });
});

test.each([
  [['\u001b[2J']],
  [['--\u001b[2J']],
  [['plan', 'gate', '--input', '__proto__=1']],
  [['plan', 'gate', '--input', '\u001b[2J=1']],
  [['plan', 'gate', '--input', '=']],
  [['apply', 'gate', '--yes', '--approve', '__proto__']],
  [['show', '']],
  [['show', '%\u202e']],
  [['graph', 'constructor']],
  [['explain', '__proto__']],
  [['init', 'large.yaml']],
  [['runs', '--last', '1e9']],
])('omni %j is refused in a line', async (args) => {
  const ended = await project.omni(...args);
  isClear(ended);
  expect(ended.code, ended.err).toBe(2);
});

describe('output', () => {
  test('whose reader has seen enough ends what only looks', () => {
    for (const command of ['omni --help', 'omni explain OMNI1003', 'omni graph gate'])
      expect(shell(`${command} | head -n 1 >/dev/null`)).toEqual({ code: 0, out: '', err: '' });
  });

  test('that cannot be written is not lost without a word', () => {
    const { code, err } = shell('omni graph gate >/dev/full');
    expect(err).toBe('error: the output cannot be written: ENOSPC\n');
    expect(code).toBe(1);
    expect(shell('omni show nothing 2>/dev/full').code).toBe(2);
  });

  test('that nobody reads stops no run', () => {
    const run = `omni ${applyGate.join(' ')} --approve ok --new`;
    expect(shell(`${run} --json 2>/dev/null | head -n 1 >/dev/null`).code).toBe(0);
    expect(shell(`${run} 2>/dev/full >/dev/full`).code).toBe(0);
    const statuses = shell('omni runs --json')
      .out.trim()
      .split('\n')
      .map((line) => JSON.parse(line).status);
    expect(statuses).toEqual(['done', 'done']);
  });
});

test('a demo that comes with a repository of its own gets none of its commands run', async () => {
  project.write({
    'armed/armed.yaml': gate()['gate/gate.yaml']!.replace('name: gate', 'name: armed'),
    'armed/simulate.yaml': gate()['gate/simulate.yaml']!,
    'armed/demo/.git/config': `[filter "x"]\n\tclean = touch ${project.folder}/owned\n[core]\n\tfsmonitor = touch ${project.folder}/owned\n`,
    'armed/demo/.gitattributes': '* filter=x\n',
    'armed/demo/README.md': 'A demo.\n',
  });
  const args = ['apply', 'armed', '--simulate', 'armed/simulate.yaml', '--yes', '--approve', 'ok'];
  const { code, err } = await project.omni(...args);
  expect(code, err).toBe(0);
  expect(existsSync(join(project.folder, 'owned'))).toBe(false);
});

describe('several who apply the same at once', () => {
  const thrice = (...words: string[]) => Promise.all([1, 2, 3].map(() => project.omni(...applyGate, ...words)));
  const said = (ended: readonly { err: string }[]) => ended.map(({ err }) => err).join('\n');

  test('each play in a copy of their own', async () => {
    const ended = await thrice('--approve', 'ok', '--new');
    expect(
      ended.map(({ code }) => code),
      said(ended),
    ).toEqual([0, 0, 0]);
  });

  test('run it once in one repository', async () => {
    await project.git('init', '--quiet', '--initial-branch=main');
    await project.git('add', 'gate');
    await project.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'Start');
    const ended = await thrice('--approve', 'ok', '--repo', '.', '--input', 'goal=at once');
    const held = ended.filter(({ code }) => code !== 0);
    expect(held.length, said(ended)).toBeLessThan(3);
    // One that comes while the merge writes the checkout finds it changed, one that meant the run of another finds it begun.
    for (const { err } of held) expect(err).toMatch(/error\[OMNI(?:6005|5002)\]/);
    for (const { status } of await project.json('runs')) expect(status).toBe('done');
    expect((await project.omni('audit')).code).toBe(0);
  });
});
