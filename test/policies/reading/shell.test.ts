/** Shell commands in a real workspace: which files they really touch, and how scripts and links hide them. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { kindsOf, useWorkspace } from './workspace.ts';

const { root, read } = useWorkspace({
  'src/a.ts': 'a\n',
  'src/secret/key.ts': 'k\n',
  'docs/mine.md': 'mine\n',
  'scripts/ship.sh': 'git push origin main\n',
  'scripts/outer.sh': 'bash scripts/ship.sh\n',
  'scripts/self.sh': 'bash scripts/self.sh\n',
  'package.json': JSON.stringify({ scripts: { ship: 'bash scripts/ship.sh', test: 'vitest run' } }),
});

beforeAll(() => {
  symlinkSync('../src', join(root, 'docs/code'));
  symlinkSync('../src/a.ts', join(root, 'docs/alias.md'));
  mkdirSync(join(root, 'empty'));
});

const shell = (command: unknown, more: object = {}) => read('shell', { command, ...more });
const changes = async (command: unknown) => {
  const { files } = await shell(command);
  return files.filter(({ op }) => op !== 'read').map(({ path, op }) => `${op} ${path}`);
};
const runs = async (command: unknown) =>
  (await shell(command)).commands.map(({ program, subcommand }) => `${program} ${subcommand}`.trim());

describe('the files of a command', () => {
  test.each([
    ['echo x > new.txt', ['create new.txt']],
    ['echo x > src/a.ts', ['edit src/a.ts']],
    ['echo x >> ./docs/../src/a.ts', ['edit src/a.ts']],
    ['echo x > docs/code/a.ts', ['edit src/a.ts']],
    ['echo x > docs/alias.md', ['edit src/a.ts', 'edit docs/alias.md']],
    ['cd src && echo x > a.ts', ['edit src/a.ts']],
    ['cd docs && echo x > ../src/b.ts', ['create src/b.ts']],
    ['echo x > /dev/null 2>&1', []],
    ['mkdir -p docs/new', ['create docs/new']],
    ['mkdir -p docs', []],
    ['rm docs/alias.md', ['delete docs/alias.md']],
    ['rm -rf docs', ['delete docs', 'delete docs/alias.md', 'delete docs/code', 'delete docs/mine.md']],
    ['cp docs/mine.md src', ['create src/mine.md']],
    ['mv docs/mine.md src/a.ts', ['delete docs/mine.md', 'edit src/a.ts', 'create src/a.ts/mine.md']],
  ])('%s', async (command, expected) => {
    expect(await changes(command)).toEqual(expected);
  });

  test('follow a folder to where it is moved', async () => {
    expect(await changes('mv src lib')).toEqual(
      expect.arrayContaining(['delete src/secret/key.ts', 'create lib/secret/key.ts', 'create lib/a.ts']),
    );
  });

  test('have no content that is known beforehand, but for what goes', async () => {
    const { files } = await shell('echo x > new.txt; rm src/a.ts');
    expect(files).toEqual([
      { path: 'new.txt', op: 'create' },
      { path: 'src/a.ts', op: 'delete', hash: 'deleted' },
    ]);
  });

  test.each([
    'ln -s ../src docs/here && echo x > docs/here/a.ts',
    'mv docs/code docs/other && echo x > docs/other/a.ts',
    'echo x > docs/code/../mine.md',
    'echo x > /proc/self/cwd/src/a.ts',
    'rm -rf ..',
    'cp -r /etc src',
  ])('are not all known: %s', async (command) => {
    expect(kindsOf(await shell(command))).toContain('dynamic');
  });
});

describe('scripts', () => {
  test('are read through each other', async () => {
    for (const command of [
      'bash scripts/outer.sh',
      'npm run ship',
      'sh ./scripts/ship.sh',
      'cd scripts && bash ship.sh',
    ]) {
      expect(await runs(command)).toContain('git push');
    }
  });

  test('that run themselves, or are not there, come to an end', async () => {
    await shell('bash scripts/self.sh');
    await shell('bash scripts/missing.sh');
    expect(readFileSync(join(root, 'scripts/self.sh'), 'utf8')).toContain('self.sh');
  });

  test('that the same command changes are not known', async () => {
    for (const command of [
      'echo evil > scripts/ship.sh; bash scripts/ship.sh',
      'echo evil > docs/../scripts/ship.sh; bash scripts/ship.sh',
    ]) {
      expect(kindsOf(await shell(command))).toContain('script');
    }
  });
});

describe('a list of words', () => {
  test('is no script: nothing in it is read as more', async () => {
    const reading = await shell(['echo', 'x > src/a.ts; git push', "it's $(git push)"]);
    expect(reading).toMatchObject({ files: [], opaque: [] });
    expect(reading.commands).toEqual([
      { program: 'echo', subcommand: '', args: ['x > src/a.ts; git push', "it's $(git push)"], flags: [] },
    ]);
  });

  test('is read like any command', async () => {
    expect(await runs(['git', 'push'])).toEqual(['git push']);
    expect(await runs(['sh', '-c', 'git push'])).toContain('git push');
    expect(await changes(['rm', '~'])).toEqual(['delete ~']);
  });
});

test.each([
  [{ command: [] }],
  [{ command: ['git', 1] }],
  [{ command: 7 }],
  [{}],
  [{ command: 'ls', env: { A: 1 } }],
  [{ command: 'ls', cwd: 'src' }],
])('an input that is not known is opaque: %j', async (input) => {
  expect(kindsOf(await read('shell', input))).toEqual(['parse']);
});

test('a variable whose value is a command is one of the commands', async () => {
  const reading = await shell('git push', { env: { GIT_SSH_COMMAND: 'npm install evil' } });
  expect(reading).toMatchObject({ installs: ['evil'], opaque: [] });
  expect(reading.commands.map(({ program }) => program)).toEqual(['npm', 'git']);
});

test('a secret is a variable whose value nobody knows', async () => {
  for (const name of ['PATH', 'GIT_SSH_COMMAND', 'BASH_ENV', 'X%%']) {
    expect((await shell('git push', { secrets: { [name]: 'KEY' } })).opaque).not.toEqual([]);
  }
  expect((await shell('deploy', { secrets: { TOKEN: 'KEY' } })).opaque).toEqual([]);
  expect((await shell('git "$VERB"', { secrets: { VERB: 'KEY' } })).opaque).not.toEqual([]);
});

test('an environment that changes what words mean is opaque', async () => {
  for (const env of [
    { PATH: '.' },
    { BASH_ENV: 'evil.sh' },
    { GIT_CONFIG_COUNT: '1' },
    { 'BASH_FUNC_ls%%': '() { :; }' },
  ]) {
    expect(kindsOf(await shell('ls', { env }))).toEqual(['env']);
  }
  expect(await shell('git "$VERB"', { env: { VERB: 'push' } })).toMatchObject({
    commands: [{ program: 'git', subcommand: 'push' }],
    opaque: [],
  });
});
