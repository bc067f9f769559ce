import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectRepo } from '../../../agents/workspaces/workspaces.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { folder, reaper, env, makeFolder, makeRepository, open } = useRepositories();
const inspect = (at: string) => inspectRepo(at, { reaper, env });

describe('a review', () => {
  const openReview = async () => {
    const workspaces = await open(makeRepository({ 'a.txt': '1\n', 'b.txt': '1\n', '.gitignore': 'ignored\n' }));
    const { place } = await workspaces.open('R1', plan('build'));
    await place.write('a.txt', '2\n');
    const commit = await workspaces.commit('R1', plan('build'), message);
    return { workspaces, commit, review: await workspaces.openReview('R1', plan('build'), 'build@1/review') };
  };

  test('sees the head of the branch, detached, with its diff', async () => {
    const { review, commit } = await openReview();
    expect(review.diff).toEqual(commit);
    expect(review.workspace.branch).toBeUndefined();
    expect(await review.workspace.place.read('a.txt')).toBe('2\n');
    expect(git(review.workspace.place.root, 'rev-parse', 'HEAD')).toBe(commit.commit);
  });
  test('that reads leaves everything untouched, and its worktree goes', async () => {
    const { review } = await openReview();
    const { root } = review.workspace.place;
    await review.workspace.place.write('ignored', 'x');
    expect(await review.close()).toEqual({ untouched: true });
    expect(existsSync(root)).toBe(false);
    expect(await review.close()).toEqual({ untouched: true });
  });
  test.each([
    ['changes a file', (root: string) => writeFiles(root, { 'a.txt': '3\n' })],
    ['adds a file', (root: string) => writeFiles(root, { 'new.txt': '' })],
    ['deletes a file', (root: string) => rmSync(join(root, 'b.txt'))],
    ['deletes the worktree', (root: string) => rmSync(root, { recursive: true })],
    [
      'changes a file and tells git to look away',
      (root: string) => {
        git(root, 'update-index', '--assume-unchanged', 'a.txt');
        writeFiles(root, { 'a.txt': '3\n' });
      },
    ],
    [
      'changes a file and commits it',
      (root: string) => {
        writeFiles(root, { 'a.txt': '3\n' });
        git(root, 'commit', '-q', '-a', '-m', 'x');
      },
    ],
  ])('that %s is found out', async (_what, disturb) => {
    const { review } = await openReview();
    disturb(review.workspace.place.root);
    expect(await review.close()).toEqual({ untouched: false });
  });
  test('is opened anew after a crash', async () => {
    const { workspaces, review } = await openReview();
    await review.workspace.place.write('a.txt', 'left by a dead reviewer');
    const again = await workspaces.openReview('R1', plan('build'), 'build@1/review');
    expect(await again.workspace.place.read('a.txt')).toBe('2\n');
    expect(await again.close()).toEqual({ untouched: true });
  });
});

describe('the look at a repository', () => {
  test('says where it stands and what is dirty', async () => {
    const repo = makeRepository({ 'a.txt': '1\n', 'b.txt': '1\n', 'sub/c.txt': '1\n' });
    writeFiles(repo, { 'a.txt': '2\n', 'new -> x.txt': '', '.omni/state': '' });
    git(repo, 'rm', '-q', '--cached', 'b.txt');
    expect(await inspect(join(repo, 'sub'))).toEqual({
      kind: 'git',
      root: repo,
      gitDir: join(repo, '.git'),
      commonDir: join(repo, '.git'),
      head: git(repo, 'rev-parse', 'HEAD'),
      branch: 'main',
      dirty: ['a.txt', 'b.txt'],
      untracked: ['b.txt', 'new -> x.txt'],
    });
  });
  test('knows a detached head and a linked worktree', async () => {
    const repo = makeRepository();
    const linked = join(folder, 'linked');
    git(repo, 'worktree', 'add', '-q', '--detach', linked);
    const found = await inspect(linked);
    expect(found).toMatchObject({ root: linked, commonDir: join(repo, '.git'), dirty: [] });
    expect(found).not.toHaveProperty('branch');
    const workspaces = await open(linked, { home: join(linked, '.omni') });
    await workspaces.open('R1', plan('build'));
    expect(git(linked, 'status', '--porcelain')).toBe('');
  });
  test('finds none where there is none', async () => {
    expect(await inspect(makeFolder())).toEqual({ kind: 'none' });
  });
  test.each([
    ['an empty repository', (repo: string) => git(repo, 'init', '-q'), /no commit yet/],
    ['a bare repository', (repo: string) => git(repo, 'init', '-q', '--bare'), /no files checked out/],
    [
      'a broken repository',
      (repo: string) => {
        git(repo, 'init', '-q');
        writeFileSync(join(repo, '.git/config'), '[broken');
      },
      /bad config/,
    ],
  ])('refuses %s', async (_what, make, reason) => {
    const repo = makeFolder();
    make(repo);
    await expect(inspect(repo)).rejects.toMatchObject({ code: 'OMNI5003', message: expect.stringMatching(reason) });
  });
  test.each(['merge', 'rebase', 'cherry-pick'])('refuses one in the middle of a %s', async (operation) => {
    const repo = makeRepository();
    git(repo, 'checkout', '-q', '-b', 'other');
    writeFiles(repo, { 'a.txt': 'other\n' });
    git(repo, 'commit', '-q', '-a', '-m', 'Other');
    git(repo, 'checkout', '-q', 'main');
    writeFiles(repo, { 'a.txt': 'main\n' });
    git(repo, 'commit', '-q', '-a', '-m', 'Main');
    expect(() => git(repo, operation, 'other')).toThrow();
    await expect(inspect(repo)).rejects.toMatchObject({
      code: 'OMNI5003',
      message: expect.stringContaining(`in the middle of a ${operation}`),
    });
  });
});
