import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Workspaces } from '../../../engine/ports/workspaces.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { folder, makeRepository, open } = useRepositories();

/** Commits each set of files on a branch of its own and answers the request that lands them. */
async function writeBranches(workspaces: Workspaces, changes: Readonly<Record<string, Record<string, string>>>) {
  const branches = [];
  for (const [key, files] of Object.entries(changes)) {
    const { place } = await workspaces.open('R1', plan(key, 'main'));
    writeFiles(place.root, files);
    const { commit } = await workspaces.commit('R1', plan(key, 'main'), message);
    branches.push({ branch: `omni/R1/${key}`, ...(commit === undefined ? {} : { commit }), title: `Title of ${key}` });
  }
  return { into: 'main', key: 'land@1', branches };
}

/** Everything a person would notice: the branch, the checkout, the worktrees. */
const lookAt = (repo: string) => [
  git(repo, 'rev-parse', 'main'),
  git(repo, 'status', '--porcelain', '--branch'),
  git(repo, 'worktree', 'list', '--porcelain'),
];

describe('a merge', () => {
  test('is one commit a branch, in order, and a clean checkout follows', async () => {
    const repo = makeRepository();
    const before = git(repo, 'rev-parse', 'main');
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' }, two: { 'sub/two.txt': '2' } });
    const merged = await workspaces.merge('R1', request);
    const log = git(repo, 'log', '--first-parent', '--format=%H %s', 'main').split('\n');
    expect(log.map((line) => line.slice(41))).toEqual(['Merge Title of two', 'Merge Title of one', 'Start']);
    const [two = '', one = ''] = log.map((line) => line.slice(0, 40));
    expect(merged).toEqual({
      status: 'merged',
      commits: [
        { branch: 'omni/R1/one', commit: one },
        { branch: 'omni/R1/two', commit: two },
      ],
      checkouts: [{ path: repo, updated: true }],
    });
    expect(git(repo, 'log', '-1', '--format=%P', one)).toBe(`${before} ${request.branches[0]?.commit}`);
    expect(git(repo, 'log', '-1', '--format=%(trailers:only)', one)).toBe(
      'Omni-Run: R1\nOmni-Merge: land@1\nOmni-Branch: omni/R1/one',
    );
    expect(git(repo, 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(repo, 'sub/two.txt'), 'utf8')).toBe('2');
    expect(git(repo, 'worktree', 'list').split('\n')).toHaveLength(3);
  });

  test('happens once, however often it is asked for, and whoever asks', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' }, same: {} });
    const merged = await workspaces.merge('R1', request);
    expect(merged).toMatchObject({ commits: [{}, { commit: request.branches[1]?.commit }] });
    const after = lookAt(repo);
    expect(await (await open(repo)).merge('R1', request)).toEqual(merged);
    expect(lookAt(repo)).toEqual(after);
    const other = await (await open(repo)).merge('R1', { ...request, key: 'land@2' });
    expect(other.status).toBe('merged');
    expect(lookAt(repo)).toEqual(after);
  });

  test('that was killed after the branch moved lets the checkout follow when it is asked for again', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1', 'a.txt': 'one\n' } });
    await workspaces.merge('R1', request);
    // The state between the move of the branch and that of the files: both as they were before the merge.
    git(repo, 'read-tree', '-m', '-u', 'main', 'main^1');
    expect(git(repo, 'status', '--porcelain')).not.toBe('');
    expect(await workspaces.merge('R1', request)).toMatchObject({ checkouts: [{ updated: true }] });
    expect(git(repo, 'status', '--porcelain')).toBe('');
  });

  test('is not faked by the trailers of a writer', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('one', 'main'));
    await place.write('one.txt', '1');
    git(place.root, 'add', '-A');
    git(place.root, 'commit', '-q', '-m', 'x\n\nOmni-Run: R1\nOmni-Merge: land@1\nOmni-Branch: omni/R1/one');
    const request = { into: 'main', key: 'land@1', branches: [{ branch: 'omni/R1/one', title: 'One' }] };
    await workspaces.merge('R1', request);
    expect(git(repo, 'log', '-1', '--format=%s', 'main')).toBe('Merge One');
  });

  test('takes the commit that was reviewed, not what came later', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': 'reviewed' } });
    await writeBranches(workspaces, { one: { 'one.txt': 'later' } });
    await workspaces.merge('R1', request);
    expect(git(repo, 'show', 'main:one.txt')).toBe('reviewed');
  });

  test('goes into a branch that nobody has checked out', async () => {
    const repo = makeRepository();
    git(repo, 'branch', 'release');
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' } });
    const before = lookAt(repo);
    expect(await workspaces.merge('R1', { ...request, into: 'release' })).not.toHaveProperty('checkouts');
    expect(git(repo, 'show', 'release:one.txt')).toBe('1');
    expect(lookAt(repo)).toEqual(before);
  });

  test('lets a person’s worktree of the branch follow, too', async () => {
    const repo = makeRepository();
    const other = join(folder, 'release');
    git(repo, 'worktree', 'add', '-q', '-b', 'release', other);
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' } });
    expect(await workspaces.merge('R1', { ...request, into: 'release' })).toMatchObject({
      checkouts: [{ path: other, updated: true }],
    });
    expect(git(other, 'status', '--porcelain')).toBe('');
    expect(existsSync(join(other, 'one.txt'))).toBe(true);
  });
});

describe('nothing is changed', () => {
  test('by a conflict, which names every branch that has one', async () => {
    const repo = makeRepository({ 'a.txt': '1\n', 'b.txt': '1\n' });
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, {
      one: { 'a.txt': 'one\n' },
      two: { 'a.txt': 'two\n' },
      three: { 'b.txt': 'three\n' },
      four: { 'a.txt': 'four\n', 'b.txt': 'four\n', 'ü\n.txt': '' },
    });
    const before = lookAt(repo);
    expect(await workspaces.merge('R1', request)).toEqual({
      status: 'conflict',
      conflicts: [
        { branch: 'omni/R1/two', files: ['a.txt'] },
        { branch: 'omni/R1/four', files: ['a.txt', 'b.txt'] },
      ],
    });
    expect(lookAt(repo)).toEqual(before);
  });

  test('when the branch moves while the merge is made', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' } });
    git(repo, 'checkout', '-q', '--detach');
    const merging = workspaces.merge('R1', request);
    const folder = join(repo, '.omni/worktrees/R1');
    // The merge has read the branch when its worktree appears, and moves it at its end.
    const isThere = () => readdirSync(folder).some((name) => name.startsWith('merge-'));
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 1));
    git(repo, 'update-ref', 'refs/heads/main', git(repo, 'commit-tree', '-m', 'x', '-p', 'main', 'main^{tree}'));
    const moved = git(repo, 'rev-parse', 'main');
    expect(await merging).toMatchObject({ status: 'moved', message: expect.stringContaining(moved.slice(0, 12)) });
    expect(git(repo, 'rev-parse', 'main')).toBe(moved);
    expect(await workspaces.merge('R1', request)).toMatchObject({ status: 'merged' });
  });

  test.each([
    ['has changes', (repo: string) => writeFiles(repo, { 'a.txt': 'mine\n' }), /uncommitted changes \(a\.txt\)/],
    [
      'has staged changes',
      (repo: string) => {
        writeFiles(repo, { 'staged.txt': '' });
        git(repo, 'add', 'staged.txt');
      },
      /uncommitted changes \(staged\.txt\)/,
    ],
    [
      'holds an unknown file that would be overwritten',
      (repo: string) => writeFiles(repo, { 'one.txt': 'mine' }),
      /one\.txt/,
    ],
    [
      'is in the middle of a merge',
      (repo: string) => writeFileSync(join(repo, '.git/MERGE_HEAD'), `${git(repo, 'rev-parse', 'HEAD')}\n`),
      /in the middle of a merge/,
    ],
  ])('when a checkout of the branch %s', async (_what, disturb, reason) => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const request = await writeBranches(workspaces, { one: { 'one.txt': '1' } });
    disturb(repo);
    const before = lookAt(repo);
    expect(await workspaces.merge('R1', request)).toEqual({
      status: 'moved',
      message: expect.stringMatching(reason),
    });
    expect(lookAt(repo)).toEqual(before);
  });

  test('when a branch is missing, or the target is', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const before = lookAt(repo);
    const branches = [{ branch: 'missing', title: 'x' }];
    await expect(workspaces.merge('R1', { into: 'main', key: 'k', branches })).rejects.toMatchObject({
      code: 'OMNI5003',
    });
    await expect(workspaces.merge('R1', { into: '--all', key: 'k', branches: [] })).rejects.toMatchObject({
      code: 'OMNI5003',
    });
    await expect(workspaces.merge('R1', { into: 'missing', key: 'k', branches: [] })).rejects.toMatchObject({
      code: 'OMNI5003',
    });
    expect(lookAt(repo)).toEqual(before);
  });

  test('by histories that have nothing in common', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    git(repo, 'update-ref', 'refs/heads/alien', git(repo, 'commit-tree', '-m', 'x', 'main^{tree}'));
    const before = lookAt(repo);
    const request = { into: 'main', key: 'k', branches: [{ branch: 'alien', title: 'x' }] };
    await expect(workspaces.merge('R1', request)).rejects.toMatchObject({ code: 'OMNI5003' });
    expect(lookAt(repo)).toEqual(before);
  });
});
