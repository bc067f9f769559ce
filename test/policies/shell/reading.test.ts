/** What the batteries do not say: the whole of a reading, what is wanted, what is known beforehand, and the limits. */
import { expect, test } from 'vitest';
import { readShell } from '../../../policies/shell/index.ts';
import { lookUp } from './workspace.ts';

const kinds = (script: string): readonly string[] =>
  readShell(script, { files: lookUp }).opaque.map(({ kind }) => kind);

test('a command is its program by base name, its subcommand, its words and its options', () => {
  const { commands, opaque } = readShell('/usr/bin/git --no-pager push -fu origin "main branch"');
  expect(opaque).toEqual([]);
  expect(commands).toEqual([
    {
      program: 'git',
      subcommand: 'push',
      args: ['-f', '-u', 'origin', 'main branch'],
      flags: ['--no-pager', '-f', '-u'],
    },
  ]);
});

test('a wrapper is a command, and so is what it runs', () => {
  const programs = readShell('sudo -u me timeout 5 npm test', { files: lookUp }).commands.map(({ program }) => program);
  expect(programs).toEqual(['sudo', 'timeout', 'npm', 'vitest']);
});

test('hosts are those of URLs, of curl and wget, of git and ssh', () => {
  const hostsOf = (script: string) => readShell(script).hosts;
  expect(hostsOf('curl -s https://API.example.org:8443/x?y=1 example.com/z')).toEqual([
    'api.example.org',
    'example.com',
  ]);
  expect(hostsOf('git push git@github.com:o/r.git main')).toEqual(['github.com']);
  expect(hostsOf('git remote add x https://me:pw@git.example.org/o/r')).toEqual(['git.example.org']);
  expect(hostsOf('ssh -p 22 me@host.example true')).toEqual(['host.example']);
  expect(hostsOf('echo see http://a.example/ and https://b.example.')).toEqual(['a.example', 'b.example']);
  expect(hostsOf('curl "http://[::1]:3000/"')).toEqual(['::1']);
  expect(kinds('curl "https://$HOST/"')).toEqual(['dynamic']);
  expect(kinds('curl "https://example.org/$ID"')).toEqual([]);
});

test('packages are named without their version', () => {
  const installsOf = (script: string) => readShell(script, { files: lookUp }).installs;
  expect(installsOf('npm i a@1 @s/b@^2 c@npm:d@3 ./e')).toEqual(['a', '@s/b', 'd', './e']);
  expect(installsOf("pip install 'a[x]>=1' b==2 -r more.txt")).toEqual(['a', 'b', 'more.txt']);
  expect(installsOf('npx vitest')).toEqual([]);
  expect(installsOf('npx cowsay hi')).toEqual(['cowsay']);
});

test('files stand with what is done to them, and where', () => {
  expect(readShell('cat a > b; rm -r c; cd d && mv e f/').files).toEqual([
    { path: 'b', op: 'write' },
    { path: 'a', op: 'read' },
    { path: 'c', op: 'delete', tree: true },
    { path: 'e', op: 'delete', dir: 'd', tree: true },
    { path: 'f/e', op: 'write', dir: 'd', tree: true },
  ]);
});

test('a folder that may not have been entered is not the only one', () => {
  const dirs = readShell('cd a; touch x').files.map(({ dir }) => dir);
  expect(dirs).toEqual([undefined, 'a']);
  expect(readShell('set -e; cd a; touch x').files.map(({ dir }) => dir)).toEqual(['a']);
  expect(readShell('cd a\ntouch x', { strict: true }).files.map(({ dir }) => dir)).toEqual(['a']);
});

test('scripts that are not known are wanted, and read when they are', () => {
  const script = 'cd app && npm run ship';
  const first = readShell(script);
  expect(first.wanted).toEqual(['app/package.json']);
  expect(first.opaque.map(({ kind }) => kind)).toEqual(['script']);
  const manifest = JSON.stringify({ scripts: { ship: 'bash ship.sh' } });
  const known = new Map([['app/package.json', manifest]]);
  const second = readShell(script, { files: (path) => known.get(path) });
  expect(second.wanted).toEqual(['app/ship.sh']);
  known.set('app/ship.sh', 'git push');
  const third = readShell(script, { files: (path) => known.get(path) });
  expect(third).toMatchObject({ wanted: [], opaque: [], scripts: ['app/package.json', 'app/ship.sh'] });
  expect(third.commands).toContainEqual({ program: 'git', subcommand: 'push', args: [], flags: [] });
});

test('variables that are known beforehand are read, also by the shells that are started', () => {
  const env = { VERIFY: 'npm test && git push' };
  for (const script of ['sh -c "$VERIFY"', 'eval "$VERIFY"', 'bash -c \'eval "$VERIFY"\'']) {
    const reading = readShell(script, { env, files: lookUp });
    expect(reading.opaque).toEqual([]);
    expect(reading.commands.map(({ subcommand }) => subcommand)).toContain('push');
    expect(readShell(script).opaque.map(({ kind }) => kind)).toContain('dynamic');
  }
  expect(readShell('VERIFY=$X; sh -c "$VERIFY"', { env }).opaque).not.toEqual([]);
  expect(readShell("X=push; bash -c 'git $X'").opaque).not.toEqual([]);
});

test.each([
  ['more text than is read', `echo ${'x'.repeat(70_000)}`],
  ['more words than are read', 'a;'.repeat(25_000)],
  ['a word that braces make a million of', `echo ${'{a,b}'.repeat(20)}`],
  ['a value that doubles', `x=aa;${'x=$x$x;'.repeat(30)}`],
  ['rounds in rounds', `${'for i in 1 2 3 4 5 6 7 8; do '.repeat(8)}x; ${'done;'.repeat(8)}`],
  ['scripts in scripts', `${'eval '.repeat(40)}git push`],
  ['wrappers in wrappers', `${'nice '.repeat(9_000)}git push`],
])('%s is opaque by its limit', (_, script) => {
  expect(kinds(script)).toContain('limit');
});

test.each([
  ['substitutions that do not end', '"$('.repeat(20_000)],
  ['brackets that do not end', '('.repeat(60_000)],
  ['backticks without an end', '`'.repeat(60_001)],
  ['an error in a substitution alone', 'echo "$(echo "$(if)")"'],
  ['a here-document that does not end, in a substitution', 'echo "$(cat <<E\ngit push)"'],
])('%s are opaque', (_, script) => {
  expect(kinds(script)).not.toEqual([]);
});

test('a NUL that an escape makes ends the quoted text, as in bash', () => {
  expect(readShell('$\'gi\\0x\'"t" push').commands[0]).toMatchObject({ program: 'git', subcommand: 'push' });
});

test('pictures may stand in a message as keyboards write them', () => {
  expect(kinds('git commit -m "👩‍👧 ❤️ done — “ok”"')).toEqual([]);
});

test('a script that runs itself is no reason to go on for ever', () => {
  const files = (path: string) => (path === 'a.sh' ? 'bash a.sh' : undefined);
  expect(readShell('bash a.sh', { files }).opaque.map(({ kind }) => kind)).toEqual(['script']);
});

test('whatever it is given, it answers', () => {
  const broken = () => {
    throw new Error('no');
  };
  expect(readShell('npm test', { files: broken }).opaque).not.toEqual([]);
  for (const script of [
    '',
    ' ',
    '\n',
    '#',
    ';',
    '&&',
    '__proto__=1 constructor',
    'toString x',
    'git hasOwnProperty',
    'npm constructor',
  ]) {
    expect(() => readShell(script)).not.toThrow();
  }
  expect(kinds('git constructor')).toContain('dynamic');
  expect(kinds('pip constructor')).toContain('dynamic');
});
