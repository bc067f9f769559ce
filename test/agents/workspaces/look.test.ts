/** What people are shown of what agents wrote: all of it, nothing else, and nothing is touched by looking. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLook, type LookSource, type Redaction } from '../../../agents/workspaces/look.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { env, folder, makeFolder, makeRepository, open } = useRepositories();
writeFileSync(join(folder, 'outside.txt'), 'a secret of the user');

const plainly: Redaction = { text: (text) => text, unknown: [] };

const lookAt = (repo: string, source: Partial<LookSource> = {}) =>
  createLook({
    home: join(repo, '.omni'),
    env,
    sourceOf: async (run) =>
      run === 'R1' ? { repo, here: false, branches: [], redaction: plainly, ...source } : undefined,
  });

const key = 'omni/R1/write';

async function begin(files?: Readonly<Record<string, string>>) {
  const repo = realpathSync(makeRepository(files));
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('write'));
  return { repo, workspaces, worktree: place.root, look: lookAt(repo) };
}

/** Every file of the repository's git folder with its content, and the names in the worktree. */
function fingerprint(repo: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(join(repo, '.git'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  }
  return hash.digest('hex');
}

test('what is committed, what is not and what is new are seen, and looking writes nothing', async () => {
  const { repo, workspaces, worktree, look } = await begin({
    'a.txt': '1\n',
    'gone.txt': 'x\n',
    '.gitignore': '*.log\n',
  });
  writeFiles(worktree, { 'a.txt': '1\n2\n' });
  await workspaces.commit('R1', plan('write'), message);
  writeFiles(worktree, { 'a.txt': '1\n2\n3\n', 'new/b.txt': 'b\n', 'noise.log': 'n' });
  execFileSync('rm', [join(worktree, 'gone.txt')]);
  const before = fingerprint(repo);
  expect(await look.list('R1')).toEqual([{ key, branch: key, live: true }]);
  const { diff, files, cut } = await look.changes('R1', key);
  expect(files).toEqual([
    { path: 'a.txt', op: 'edit', added: 2, removed: 0 },
    { path: 'gone.txt', op: 'delete', added: 0, removed: 1 },
    { path: 'new/b.txt', op: 'create', added: 1, removed: 0 },
  ]);
  expect(diff).toContain('+++ b/new/b.txt');
  expect(diff).not.toContain('noise');
  expect(cut).toBe(false);
  expect(await look.file('R1', key, 'a.txt')).toEqual({ bytes: 6, text: '1\n2\n3\n', binary: false });
  // Ignored: it would not be committed, and may be somebody's key.
  expect(await look.file('R1', key, 'noise.log')).toBeUndefined();
  expect(await look.file('R1', key, 'gone.txt')).toBeUndefined();
  expect(fingerprint(repo)).toBe(before);
});

test('a run that is over shows its branches, against what they began from', async () => {
  const { repo, workspaces, worktree, look } = await begin();
  writeFiles(worktree, { 'b.txt': 'b\n' });
  await workspaces.commit('R1', plan('write'), message);
  await workspaces.merge('R1', { into: 'main', branches: [{ branch: key, title: 'It' }], key: 'm' });
  await workspaces.finish('R1', false);
  expect(await look.list('R1')).toEqual([{ key, branch: key, live: false }]);
  expect((await look.changes('R1', key)).files).toEqual([{ path: 'b.txt', op: 'create', added: 1, removed: 0 }]);
  expect(await look.file('R1', key, 'b.txt')).toEqual({ bytes: 2, text: 'b\n', binary: false });
  git(repo, 'branch', 'mine', key);
  expect(await lookAt(repo, { branches: ['mine', 'never'] }).list('R1')).toHaveLength(2);
});

test('a branch that the workflow named is found with its worktree', async () => {
  const repo = realpathSync(makeRepository());
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', { key: 'build[0]', branch: 'feature/x' });
  await workspaces.open('R1', plan('build[0].other'.replace(/\W+/g, '_')));
  writeFiles(place.root, { 'x.txt': 'x\n' });
  const look = lookAt(repo);
  expect(await look.list('R1')).toContainEqual({ key: 'feature/x', branch: 'feature/x', live: true });
  expect((await look.changes('R1', 'feature/x')).files).toMatchObject([{ path: 'x.txt' }]);
});

const away = ['../outside.txt', '/etc/passwd', 'a/../../x', './a.txt', 'a.txt/', '', '.', '..', 'a\0b', '.git/config'];

test.each(away)('%j names nothing', async (path) => {
  const { workspaces, look } = await begin();
  expect(await look.file('R1', key, path)).toBeUndefined();
  await workspaces.finish('R1', false);
  expect(await look.file('R1', key, path)).toBeUndefined();
});

test('links are shown and never followed, as they stand and as they were committed', async () => {
  const { workspaces, worktree, look } = await begin({ 'a.txt': 'a\n', 'sub/b.txt': 'b\n' });
  symlinkSync(join(folder, 'outside.txt'), join(worktree, 'leak'));
  symlinkSync(folder, join(worktree, 'up'));
  execFileSync('rm', ['-r', join(worktree, 'sub')]);
  symlinkSync(folder, join(worktree, 'sub'));
  const seen = async () => {
    expect(await look.file('R1', key, 'leak')).toMatchObject({ kind: 'link', text: join(folder, 'outside.txt') });
    expect(await look.file('R1', key, 'up/outside.txt')).toBeUndefined();
    expect(await look.file('R1', key, 'sub/outside.txt')).toBeUndefined();
    expect(await look.file('R1', key, 'sub/b.txt')).toBeUndefined();
    expect((await look.changes('R1', key)).diff).not.toContain('a secret');
  };
  await seen();
  await workspaces.commit('R1', plan('write'), message);
  await workspaces.finish('R1', false);
  await seen();
});

test('names with newlines, dashes, patterns and no UTF-8 are names', async () => {
  const names = ['a\nb', '-rf', '--help', ':(top)x', '*', '[a]', 'tab\there', '"q"', '\u202ex', 'HEAD'];
  const { workspaces, worktree, look } = await begin();
  for (const name of names) writeFileSync(join(worktree, name), `${name}\n`);
  writeFileSync(Buffer.concat([Buffer.from(`${worktree}/`), Buffer.from([0xff, 0xfe])]), 'bytes\n');
  const seen = async () => {
    const { files } = await look.changes('R1', key);
    expect(files.map(({ path }) => path).sort()).toEqual([...names, '\ufffd\ufffd'].sort());
    for (const name of names) expect(await look.file('R1', key, name)).toMatchObject({ text: `${name}\n` });
    expect(await look.file('R1', key, '?')).toBeUndefined();
    expect(await look.file('R1', key, '\ufffd\ufffd')).toBeUndefined();
  };
  await seen();
  await workspaces.commit('R1', plan('write'), message);
  await workspaces.finish('R1', false);
  await seen();
});

test('what is binary or large has no text, and what is very large is only named', async () => {
  const { worktree, look } = await begin();
  writeFileSync(join(worktree, 'b.bin'), Buffer.from([1, 0, 2]));
  writeFileSync(join(worktree, 'latin'), Buffer.from([0x6e, 0xe9]));
  writeFileSync(join(worktree, 'large.txt'), 'x'.repeat(70).concat('\n').repeat(20_000));
  writeFileSync(join(worktree, 'huge.txt'), Buffer.alloc(9 * 1024 * 1024, 'y'));
  writeFileSync(join(worktree, 'lfs.txt'), 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n');
  expect(await look.file('R1', key, 'b.bin')).toEqual({ bytes: 3, binary: true });
  expect(await look.file('R1', key, 'latin')).toEqual({ bytes: 2, binary: true });
  expect(await look.file('R1', key, 'large.txt')).toEqual({ bytes: 1_420_000, binary: false });
  expect(await look.file('R1', key, 'lfs.txt')).toMatchObject({ text: expect.stringContaining('git-lfs') });
  const { diff, files, cut } = await look.changes('R1', key);
  expect(cut).toBe(true);
  expect(Buffer.byteLength(diff)).toBeLessThanOrEqual(1024 * 1024);
  expect(diff.endsWith('\n')).toBe(true);
  expect(files).toContainEqual({ path: 'huge.txt', op: 'create', added: 0, removed: 0 });
  expect(files).toContainEqual({ path: 'large.txt', op: 'create', added: 20_000, removed: 0 });
});

test('no program of the repository, the worktree or the user runs', async () => {
  const { repo, worktree, look } = await begin({ '.gitattributes': '* filter=evil diff=evil\n', 'a.txt': '1\n' });
  const trap = join(repo, 'ran');
  const evil = `sh -c 'touch ${trap}; cat'`;
  for (const setting of [
    'filter.evil.clean',
    'filter.evil.smudge',
    'diff.evil.textconv',
    'diff.external',
    'core.fsmonitor',
  ])
    git(repo, 'config', setting, evil);
  execFileSync('git', ['config', '--global', 'filter.evil.process', evil], { env });
  writeFiles(worktree, { 'a.txt': '1\n2\n', 'b.txt': 'b\n' });
  expect((await look.changes('R1', key)).files).toHaveLength(2);
  await look.file('R1', key, 'b.txt');
  execFileSync('git', ['config', '--global', '--unset-all', 'filter.evil.process'], { env });
  expect(readdirSync(repo)).not.toContain('ran');
});

test('a repository inside is neither entered nor obeyed, and a submodule is named', async () => {
  const inner = makeRepository();
  const repo = realpathSync(makeRepository());
  git(repo, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'module');
  git(repo, 'commit', '-q', '-m', 'Module');
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('write'));
  const look = lookAt(repo);
  mkdirSync(join(place.root, 'nested'));
  git(join(place.root, 'nested'), 'init', '-q');
  writeFiles(place.root, { 'nested/x.txt': 'x', 'ok.txt': 'ok\n' });
  expect((await look.changes('R1', key)).files).toMatchObject([{ path: 'ok.txt' }]);
  expect(await look.file('R1', key, 'nested/x.txt')).toBeUndefined();
  expect(await look.file('R1', key, 'nested/.git/config')).toBeUndefined();
  expect(await look.file('R1', key, 'module')).toMatchObject({
    kind: 'submodule',
    text: git(inner, 'rev-parse', 'HEAD'),
  });
});

test('a pipe hangs nobody', async () => {
  const { worktree, look } = await begin();
  execFileSync('mkfifo', [join(worktree, 'pipe')]);
  execFileSync('rm', [join(worktree, 'a.txt')]);
  execFileSync('mkfifo', [join(worktree, 'a.txt')]);
  expect(await look.file('R1', key, 'a.txt')).toBeUndefined();
  expect((await look.changes('R1', key)).files).toEqual([]);
});

test('a run that works here shows what would be committed, and nothing of omni', async () => {
  const repo = realpathSync(makeRepository({ 'a.txt': '1\n', '.gitignore': '.env\n' }));
  const workspaces = await open(repo, { here: repo });
  await workspaces.open('R1', plan('main'));
  writeFiles(repo, { 'b.txt': 'b\n', '.env': 'KEY=1', '.omni/secret.txt': 'ours' });
  const look = lookAt(repo, { here: true });
  const main = 'omni/R1/main';
  expect(await look.list('R1')).toEqual([{ key: main, branch: main, live: true }]);
  expect((await look.changes('R1', main)).files).toMatchObject([{ path: 'b.txt' }]);
  expect(await look.file('R1', main, 'b.txt')).toMatchObject({ text: 'b\n' });
  expect(await look.file('R1', main, '.env')).toBeUndefined();
  expect(await look.file('R1', main, '.omni/secret.txt')).toBeUndefined();
});

test('outside git the folders of the run are there, and nothing else', async () => {
  const place = realpathSync(makeFolder());
  const workspaces = await open(place, { repo: undefined });
  const { place: own } = await workspaces.open('R1', plan('write'));
  writeFiles(own.root, { 'a.txt': 'a\n' });
  symlinkSync(join(folder, 'outside.txt'), join(own.root, 'leak'));
  const look = lookAt(place);
  expect(await look.list('R1')).toEqual([{ key: 'write', live: true }]);
  expect(await look.changes('R1', 'write')).toEqual({ diff: '', files: [], cut: false });
  expect(await look.file('R1', 'write', 'a.txt')).toMatchObject({ text: 'a\n' });
  expect(await look.file('R1', 'write', 'leak')).toMatchObject({ kind: 'link' });
  expect(await look.file('R1', '..', 'a.txt')).toBeUndefined();
});

test('a run, or a workspace, that is not there', async () => {
  const { look } = await begin();
  expect(await look.list('R2')).toEqual([]);
  await expect(look.list('../R1')).rejects.toMatchObject({ code: 'OMNI5003' });
  await expect(look.changes('R1', 'main')).rejects.toMatchObject({ code: 'OMNI5003' });
  expect(await look.file('R1', 'main', 'a.txt')).toBeUndefined();
});
