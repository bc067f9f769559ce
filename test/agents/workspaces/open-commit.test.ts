import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, message, plan, sha256, useRepositories, writeFiles } from './repository.ts';

const { makeRepository, open } = useRepositories();

describe('open', () => {
  test('makes a worktree on a branch of its own and leaves the checkout alone', async () => {
    const repo = makeRepository();
    const before = git(repo, 'rev-parse', 'HEAD');
    const workspaces = await open(repo);
    const { place, branch } = await workspaces.open('R1', plan('build'));
    expect(branch).toBe('omni/R1/build');
    expect(await place.read('a.txt')).toBe('1\n2\n3\n');
    expect(git(place.root, 'symbolic-ref', 'HEAD')).toBe('refs/heads/omni/R1/build');
    expect([git(repo, 'rev-parse', 'HEAD'), git(repo, 'symbolic-ref', 'HEAD'), git(repo, 'status', '-s')]).toEqual([
      before,
      'refs/heads/main',
      '',
    ]);
  });

  test('is idempotent, also for another omni, and keeps work that is not committed', async () => {
    const repo = makeRepository();
    const first = await (await open(repo)).open('R1', plan('build'));
    await first.place.write('new.txt', 'work');
    const second = await (await open(repo)).open('R1', plan('build'));
    expect(second.place.root).toBe(first.place.root);
    expect(await second.place.read('new.txt')).toBe('work');
  });

  test('starts from what HEAD was when the run began, whatever happens to it since', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    await workspaces.begin('R1');
    writeFiles(repo, { 'later.txt': '' });
    git(repo, 'add', '-A');
    git(repo, 'commit', '-q', '-m', 'Later');
    const { place } = await (await open(repo)).open('R1', plan('build'));
    expect(await place.list('')).not.toContain('later.txt');
    const { place: onMain } = await workspaces.open('R1', plan('fresh', 'main'));
    expect(await onMain.list('')).toContain('later.txt');
  });

  test('gives many workspaces at once, each key its own', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const keys = Array.from({ length: 12 }, (_, index) => `build@1[${index}]/write`);
    const opened = await Promise.all(
      keys.map((key, index) => workspaces.open('R1', { key, branch: `omni/R1/build-${index}` })),
    );
    expect(new Set(opened.map((workspace) => workspace.place.root)).size).toBe(12);
    for (const { place } of opened) expect(await place.read('a.txt')).toBe('1\n2\n3\n');
  });

  test('keeps .omni out of git status without touching a file of the repository', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    await workspaces.open('R1', plan('build'));
    await open(repo);
    expect(git(repo, 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(repo, '.git/info/exclude'), 'utf8').match(/^\/\.omni\/$/gm)).toHaveLength(1);
  });

  test.each(['--upload-pack=x', '-b', 'HEAD', 'a..b', 'a b', 'a\nb', 'a.lock', '', '/', '@{1}', 'a\0b', 'x~1'])(
    'refuses the branch %j',
    async (branch) => {
      const workspaces = await open(makeRepository());
      await expect(workspaces.open('R1', { key: 'build', branch })).rejects.toMatchObject({ code: 'OMNI5003' });
    },
  );
  test.each(['--all', 'missing', 'a\0b', 'main:a.txt', ''])('refuses the base %j', async (base) => {
    const workspaces = await open(makeRepository());
    await expect(workspaces.open('R1', plan('build', base))).rejects.toMatchObject({ code: 'OMNI5003' });
  });
  test('refuses a branch that was there before, and lets it be', async () => {
    const repo = makeRepository();
    git(repo, 'branch', 'feature');
    const workspaces = await open(repo);
    await expect(workspaces.open('R1', { key: 'build', branch: 'feature' })).rejects.toMatchObject({
      code: 'OMNI5003',
    });
    expect(git(repo, 'rev-parse', 'feature')).toBe(git(repo, 'rev-parse', 'main'));
  });
  test('takes a branch with any name that git takes', async () => {
    const workspaces = await open(makeRepository());
    const { place, branch } = await workspaces.open('R1', { key: 'ü/…', branch: 'feature/ünï-"quoted"-$(id)' });
    expect(git(place.root, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe(branch);
  });
});

describe('commit', () => {
  test('takes changed, new and deleted files, with author, committer and trailers', async () => {
    const repo = makeRepository({ 'a.txt': '1\n2\n3\n', 'gone.txt': 'x\n', '.gitignore': 'ignored\n' });
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build', 'main'));
    await place.write('a.txt', '1\n2\nthree\n');
    await place.write('deep/new.txt', 'n\n');
    await place.write('ignored', 'x');
    await place.write('.omni/state', 'x');
    await place.remove('gone.txt');
    const { commit, diff, files } = await workspaces.commit('R1', plan('build', 'main'), message);
    expect(files).toEqual([
      { path: 'a.txt', added: 1, removed: 1, op: 'edit', hash: sha256('1\n2\nthree\n') },
      { path: 'deep/new.txt', added: 1, removed: 0, op: 'create', hash: sha256('n\n') },
      { path: 'gone.txt', added: 0, removed: 1, op: 'delete', hash: 'deleted' },
    ]);
    expect(diff).toContain('-3\n+three\n');
    expect(diff).toContain('deleted file mode');
    expect(git(repo, 'rev-parse', 'omni/R1/build')).toBe(commit);
    expect(git(repo, 'log', '-1', '--format=%an|%ae|%cn|%ce|%B', 'omni/R1/build')).toBe(
      'claude|claude@omni.invalid|omni|omni@omni.invalid|Change it\n\nOmni-Run: R1\nOmni-Step: write',
    );
    expect(git(place.root, 'status', '--porcelain')).toBe('');
  });

  test('of nothing is the head, with the whole diff of the branch', async () => {
    const workspaces = await open(makeRepository());
    const { place } = await workspaces.open('R1', plan('build'));
    const empty = await workspaces.commit('R1', plan('build'), message);
    expect(empty).toMatchObject({ diff: '', files: [] });
    await place.write('a.txt', '');
    const first = await workspaces.commit('R1', plan('build'), message);
    expect(first.commit).not.toBe(empty.commit);
    expect(await workspaces.commit('R1', plan('build'), message)).toEqual(first);
  });

  test('diffs from the merge base, also when the base went on or took the branch in', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build', 'main'));
    writeFiles(repo, { 'theirs.txt': 'x\n' });
    git(repo, 'add', 'theirs.txt');
    git(repo, 'commit', '-q', '-m', 'Theirs');
    await place.write('ours.txt', 'x\n');
    const { files } = await workspaces.commit('R1', plan('build', 'main'), message);
    expect(files).toMatchObject([{ path: 'ours.txt', added: 1, removed: 0 }]);
    git(repo, 'merge', '-q', '--no-edit', 'omni/R1/build');
    expect((await workspaces.commit('R1', plan('build', 'main'), message)).files).toEqual(files);
  });

  test('holds what the folder holds, wherever the agent left git', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    git(place.root, 'checkout', '-q', '-b', 'elsewhere');
    await place.write('a.txt', 'elsewhere\n');
    git(place.root, 'commit', '-q', '-a', '-m', 'Elsewhere');
    git(place.root, 'checkout', '-q', '-b', 'other', 'main');
    await place.write('a.txt', 'other\n');
    git(place.root, 'commit', '-q', '-a', '-m', 'Other');
    expect(() => git(place.root, 'merge', '-q', 'elsewhere')).toThrow();
    const { commit } = await workspaces.commit('R1', plan('build'), message);
    expect(git(repo, 'show', `${commit}:a.txt`)).toContain('<<<<<<<');
    expect(git(place.root, 'symbolic-ref', 'HEAD')).toBe('refs/heads/omni/R1/build');
    expect(git(repo, 'rev-parse', 'omni/R1/build')).toBe(commit);
  });

  test('keeps commits that the agent made itself', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    await place.write('a.txt', 'mine\n');
    git(place.root, 'commit', '-q', '-a', '-m', 'Mine');
    const head = git(place.root, 'rev-parse', 'HEAD');
    expect(await workspaces.commit('R1', plan('build'), message)).toMatchObject({
      commit: head,
      files: [{ path: 'a.txt' }],
    });
  });

  test('takes hostile names as they are, symlinks as links, and no nested repository', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    const names = ['-rf', '--help', 'a\nb', 'tab\there', '"quoted"', 'ü', ':(top)x', '*', 'sub/ '];
    for (const name of names) await place.write(name, 'x\n');
    writeFileSync(Buffer.concat([Buffer.from(`${place.root}/latin-`), Buffer.from([0xe9])]), 'x');
    symlinkSync('/etc/passwd', join(place.root, 'link'));
    mkdirSync(join(place.root, 'nested'));
    git(join(place.root, 'nested'), 'init', '-q');
    await place.write('nested/file', 'x');
    const { commit, files } = await workspaces.commit('R1', plan('build'), message);
    expect(files.map((file) => file.path).sort()).toEqual([...names, 'latin-\uFFFD', 'link'].sort());
    expect(git(repo, 'cat-file', '-p', `${commit}:link`)).toBe('/etc/passwd');
    expect(git(place.root, 'status', '--porcelain')).toBe('?? nested/');
  });

  test('takes a folder in place of a file, and a file in place of a folder', async () => {
    const repo = makeRepository({ a: 'x', 'b/c': 'x' });
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    rmSync(join(place.root, 'a'));
    rmSync(join(place.root, 'b'), { recursive: true });
    await place.write('a/d', 'x');
    await place.write('b', 'x');
    const { commit } = await workspaces.commit('R1', plan('build'), message);
    expect(git(repo, 'ls-tree', '-r', '--name-only', commit ?? '')).toBe('a/d\nb');
  });

  test('shows a large file as binary and counts it', async () => {
    const workspaces = await open(makeRepository());
    const { place } = await workspaces.open('R1', plan('build'));
    writeFileSync(join(place.root, 'large'), 'line\n'.repeat(4 * 1024 * 1024));
    const { diff, files } = await workspaces.commit('R1', plan('build'), message);
    expect(diff).toContain('Binary files /dev/null and b/large differ');
    expect(files).toEqual([
      { path: 'large', added: 0, removed: 0, op: 'create', hash: sha256('line\n'.repeat(4 * 1024 * 1024)) },
    ]);
  });

  test('cannot be made to say more than its subject and its trailers', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    await place.write('x', 'x');
    await workspaces.commit('R1', plan('build'), {
      author: 'Evil <root@example.com>\nX',
      subject: 'One\n\nOmni-Merge: forged',
      trailers: { 'Omni-Step': 'write\nOmni-Merge: forged' },
    });
    expect(git(repo, 'log', '-1', '--format=%an|%ae|%(trailers:only)|%s', 'omni/R1/build')).toBe(
      'Evil  root@example.com  X|evil-root-example-com-x@omni.invalid|' +
        'Omni-Step: write Omni-Merge: forged\n|One Omni-Merge: forged',
    );
    const forged = { ...message, trailers: { 'Bad\nKey': 'x' } };
    await place.write('y', 'y');
    await expect(workspaces.commit('R1', plan('build'), forged)).rejects.toMatchObject({ code: 'OMNI5003' });
  });
});

describe('discard', () => {
  test('drops what checks left, so that the next commit is the writer’s alone', async () => {
    const repo = makeRepository({ 'a.txt': '1\n', '.gitignore': 'cache\n' });
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    await place.write('mine.txt', 'x\n');
    await workspaces.commit('R1', plan('build'), message);
    await place.write('junk/report.xml', 'x');
    await place.write('a.txt', 'junk');
    await place.write('cache/kept', 'x');
    git(place.root, 'add', 'a.txt');
    mkdirSync(join(place.root, 'nested'));
    git(join(place.root, 'nested'), 'init', '-q');
    await workspaces.discard('R1', plan('build'));
    expect((await place.list('')).filter((name) => name !== '.git')).toEqual([
      '.gitignore',
      'a.txt',
      'cache',
      'mine.txt',
    ]);
    expect(await place.read('a.txt')).toBe('1\n');
    expect((await workspaces.commit('R1', plan('build'), message)).files).toMatchObject([{ path: 'mine.txt' }]);
  });
});

describe('workspace: here', () => {
  test('works in the current folder, and commits without a word to its HEAD and index', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo, { here: repo });
    const { place } = await workspaces.open('R1', plan('main'));
    expect(place.root).toBe(repo);
    writeFiles(repo, { 'staged.txt': 's\n' });
    git(repo, 'add', 'staged.txt');
    await place.write('a.txt', '1\n2\n');
    const status = git(repo, 'status', '--porcelain');
    const { commit, files } = await workspaces.commit('R1', plan('main'), message);
    expect(files.map((file) => file.path)).toEqual(['a.txt', 'staged.txt']);
    expect(git(repo, 'rev-parse', 'omni/R1/main')).toBe(commit);
    expect(git(repo, 'status', '--porcelain')).toBe(status);
    expect(git(repo, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    await workspaces.discard('R1', plan('main'));
    expect(git(repo, 'status', '--porcelain')).toBe(status);
    const { place: other } = await workspaces.open('R1', plan('build'));
    expect(other.root).not.toBe(repo);
    await workspaces.finish('R1', false);
    expect(existsSync(repo)).toBe(true);
  });
});

describe('finish', () => {
  test('removes worktrees and records, keeps branches', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    await workspaces.open('R2', { key: 'build', branch: 'omni/R2/build' });
    const left = place.spawn(['sh', '-c', 'exec sleep 1000'], { env: { PATH: '/usr/bin:/bin' } });
    expect(await workspaces.finish('R1', false)).toEqual([]);
    expect(await left.exit).toEqual({ type: 'signal', signal: 'SIGTERM' });
    expect(existsSync(place.root)).toBe(false);
    expect(git(repo, 'for-each-ref', '--format=%(refname)', 'refs/heads/omni', 'refs/omni').split('\n')).toEqual([
      'refs/heads/omni/R1/build',
      'refs/heads/omni/R2/build',
      'refs/omni/R2/base',
      'refs/omni/R2/start/omni/R2/build',
    ]);
    expect(await workspaces.finish('R1', false)).toEqual([]);
  });
  test('or keeps and names them', async () => {
    const workspaces = await open(makeRepository());
    const { place } = await workspaces.open('R1', plan('build'));
    expect(await workspaces.finish('R1', true)).toEqual([place.root]);
    expect(existsSync(place.root)).toBe(true);
  });
});
