/** The hashes of what is committed, reviewed and merged: of the bytes that land, whatever a writer does to hide them. */
import { chmodSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, message, plan, sha256, useRepositories, writeFiles } from './repository.ts';

const { makeRepository, open } = useRepositories();

/** What `commit` says of the files after `change` was made in the worktree. */
async function committed(files: Readonly<Record<string, string>>, change: (root: string, repo: string) => void) {
  const repo = makeRepository(files);
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('build'));
  change(place.root, repo);
  const commit = await workspaces.commit('R1', plan('build'), message);
  return { repo, workspaces, files: commit.files.map(({ path, op, hash }) => ({ path, op, hash })) };
}

describe('the hash of a committed file', () => {
  test('is of its bytes, also when it is empty, binary or the same as another', async () => {
    const bytes = Buffer.from([0, 255, 10, 10, 128, 10]);
    const { files } = await committed({ 'a.txt': 'a\n' }, (root) => {
      writeFiles(root, { empty: '', one: 'same\n\n', two: 'same\n\n' });
      writeFileSync(join(root, 'bytes'), bytes);
    });
    expect(files).toEqual([
      { path: 'bytes', op: 'create', hash: sha256(bytes) },
      { path: 'empty', op: 'create', hash: sha256('') },
      { path: 'one', op: 'create', hash: sha256('same\n\n') },
      { path: 'two', op: 'create', hash: sha256('same\n\n') },
    ]);
  });

  test('of a rename is one of a delete and one of a create', async () => {
    const { files } = await committed({ 'old.txt': 'a\nb\nc\n' }, (root) =>
      renameSync(join(root, 'old.txt'), join(root, 'new.txt')),
    );
    expect(files).toEqual([
      { path: 'new.txt', op: 'create', hash: sha256('a\nb\nc\n') },
      { path: 'old.txt', op: 'delete', hash: 'deleted' },
    ]);
  });

  test('stands beside an edit when only the mode changed', async () => {
    const { files } = await committed({ 'a.sh': 'a\n' }, (root) => chmodSync(join(root, 'a.sh'), 0o755));
    expect(files).toEqual([{ path: 'a.sh', op: 'edit', hash: sha256('a\n') }]);
  });

  test('of a symlink is never that of a file that holds its target', async () => {
    const { files } = await committed({ 'a.txt': 'secret.txt' }, (root) => {
      rmSync(join(root, 'a.txt'));
      symlinkSync('secret.txt', join(root, 'a.txt'));
    });
    expect(files).toEqual([{ path: 'a.txt', op: 'edit', hash: `symlink:${sha256('secret.txt')}` }]);
  });

  test('of a submodule is its commit', async () => {
    const commit = 'a'.repeat(40);
    const { files } = await committed(
      { '.gitmodules': '[submodule "m"]\n\tpath = m\n\turl = x\n\tignore = all\n' },
      (root) => {
        git(root, 'update-index', '--add', '--cacheinfo', `160000,${commit},m`);
        git(root, 'commit', '-q', '-m', 'Add a submodule');
      },
    );
    expect(files).toEqual([{ path: 'm', op: 'create', hash: `submodule:${commit}` }]);
  });

  test('is not of what a replacement shows', async () => {
    const { files, workspaces } = await committed({ 'a.txt': 'a\n' }, (root) => {
      writeFiles(root, { 'x.js': 'evil()\n' });
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', 'x');
      writeFiles(root, { '../harmless': 'harmless()\n' });
      const harmless = git(root, 'hash-object', '-w', '../harmless');
      git(root, 'replace', git(root, 'rev-parse', 'HEAD:x.js'), harmless);
      expect(git(root, 'show', 'HEAD:x.js')).toBe('harmless()');
    });
    expect(files).toEqual([{ path: 'x.js', op: 'create', hash: sha256('evil()\n') }]);
    const review = await workspaces.openReview('R1', plan('build'), 'review');
    expect(review.diff.diff).toContain('+evil()');
    expect(await review.workspace.place.read('x.js')).toBe('evil()\n');
    await review.close();
  });

  test('is there for every file that the settings of a repository would hide', async () => {
    const { files } = await committed({ 'a.txt': 'a\n' }, (root) => {
      writeFiles(root, { '.gitattributes': '*.js -diff diff=none\n', 'src/b.js': 'b\n', 'src/a.js': 'a\n' });
      for (const setting of ['diff.relative=true', 'diff.ignoreSubmodules=all', 'diff.orderFile=.gitattributes']) {
        git(root, 'config', ...setting.split('='));
      }
    });
    expect(files.map(({ path }) => path)).toEqual(['.gitattributes', 'src/a.js', 'src/b.js']);
    expect(files.every(({ hash }) => hash?.length === 64)).toBe(true);
  });

  test('is missing where the file is too large to be read, and nowhere else', async () => {
    const { files } = await committed({ 'a.txt': 'a\n' }, (root) => {
      writeFiles(root, { 'a.txt': 'b\n' });
      writeFileSync(join(root, 'large'), '');
      truncateSync(join(root, 'large'), 64 * 1024 * 1024 + 1);
    });
    expect(files).toEqual([
      { path: 'a.txt', op: 'edit', hash: sha256('b\n') },
      { path: 'large', op: 'create', hash: undefined },
    ]);
  });

  test('is what the reviewer sees', async () => {
    const { files, workspaces } = await committed({ 'a.txt': 'a\n' }, (root) => writeFiles(root, { 'a.txt': 'b\n' }));
    const { diff, close } = await workspaces.openReview('R1', plan('build'), 'review');
    expect(diff.files).toMatchObject(files);
    await close();
  });
});
