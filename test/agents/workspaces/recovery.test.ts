import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { makeRepository, open } = useRepositories();
const fixture = fileURLToPath(new URL('fixtures/open-many.ts', import.meta.url));

/** Another omni on the same repository, which opens `count` workspaces and says so after each. */
function startOther(repo: string, run: string, count: number): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', fixture, repo, run, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
async function linesOf(other: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  if (other.stdout === null) throw new Error('no pipe');
  for await (const line of createInterface({ input: other.stdout })) lines.push(line);
  return lines;
}

describe('a workspace that a kill left half made is repaired', () => {
  /** One workspace, made whole; each test then takes it back to a step of its making. */
  const prepare = async () => {
    const repo = makeRepository();
    const { place } = await (await open(repo)).open('R1', plan('build'));
    return { repo, folder: place.root, gitDir: join(repo, '.git/worktrees/build') };
  };
  const reopen = async (repo: string) => {
    const workspaces = await open(repo);
    const { place } = await workspaces.open('R1', plan('build'));
    expect(await place.read('a.txt')).toBe('1\n2\n3\n');
    expect(git(place.root, 'symbolic-ref', 'HEAD')).toBe('refs/heads/omni/R1/build');
    expect(git(place.root, 'status', '--porcelain')).toBe('');
    expect((await workspaces.commit('R1', plan('build'), message)).files).toEqual([]);
    return place;
  };

  test('the base is pinned and no branch is made', async () => {
    const { repo } = await prepare();
    git(repo, 'worktree', 'remove', '-f', '.omni/worktrees/R1/build');
    for (const ref of ['refs/heads/omni/R1/build', 'refs/omni/R1/start/omni/R1/build'])
      git(repo, 'update-ref', '-d', ref);
    await reopen(repo);
  });
  test('the start is recorded and the branch is missing', async () => {
    const { repo } = await prepare();
    git(repo, 'worktree', 'remove', '-f', '.omni/worktrees/R1/build');
    git(repo, 'update-ref', '-d', 'refs/heads/omni/R1/build');
    await reopen(repo);
  });
  test('the branch is made and the worktree is missing', async () => {
    const { repo } = await prepare();
    git(repo, 'worktree', 'remove', '-f', '.omni/worktrees/R1/build');
    await reopen(repo);
  });
  test('git has begun the worktree, and its folder is missing', async () => {
    const { repo, folder, gitDir } = await prepare();
    rmSync(folder, { recursive: true });
    writeFileSync(join(gitDir, 'locked'), 'initializing\n');
    await reopen(repo);
  });
  test('git has begun the worktree, and its files are missing', async () => {
    const { repo, folder, gitDir } = await prepare();
    rmSync(join(folder, 'a.txt'));
    rmSync(join(gitDir, 'index'));
    writeFileSync(join(gitDir, 'locked'), 'initializing');
    await reopen(repo);
  });
  test('git has begun its notes and not yet named the folder', async () => {
    const { repo, folder, gitDir } = await prepare();
    rmSync(folder, { recursive: true });
    for (const file of ['gitdir', 'HEAD', 'commondir', 'index']) rmSync(join(gitDir, file));
    await reopen(repo);
  });
  test('the folder is there and git does not know it: it is set aside, not deleted', async () => {
    const { repo, folder, gitDir } = await prepare();
    writeFiles(folder, { 'work.txt': 'precious' });
    rmSync(gitDir, { recursive: true });
    await reopen(repo);
    expect(readFileSync(`${folder}.aside-1/work.txt`, 'utf8')).toBe('precious');
  });
  test('locks of a dead git are in the way', async () => {
    const { repo, gitDir } = await prepare();
    for (const lock of ['worktrees/build/index.lock', 'worktrees/build/HEAD.lock', 'refs/heads/omni/R1/build.lock']) {
      writeFileSync(join(repo, '.git', lock), '');
    }
    const place = await reopen(repo);
    await place.write('a.txt', 'x\n');
    const { files } = await (await open(repo)).commit('R1', plan('build'), message);
    expect(files).toHaveLength(1);
    expect(existsSync(join(gitDir, 'index.lock'))).toBe(false);
  });
  test('the link to the repository was deleted', async () => {
    const { repo, folder } = await prepare();
    rmSync(join(folder, '.git'));
    await reopen(repo);
  });
});

test('work in a whole workspace is never taken for half made', async () => {
  const repo = makeRepository();
  const { place } = await (await open(repo)).open('R1', plan('build'));
  await place.write('work.txt', 'x');
  await place.remove('.git');
  git(repo, 'worktree', 'lock', '--reason', 'by an agent', place.root);
  const again = await (await open(repo)).open('R1', plan('build'));
  expect(await again.place.read('work.txt')).toBe('x');
});

test('a person’s worktree on a disk that is unplugged is not forgotten', async () => {
  const repo = makeRepository();
  const away = `${repo}-away`;
  git(repo, 'worktree', 'add', '-q', '-b', 'away', away);
  renameSync(away, `${away}-unplugged`);
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('build'));
  rmSync(place.root, { recursive: true });
  await workspaces.open('R1', plan('build'));
  await workspaces.finish('R1', false);
  expect(git(repo, 'worktree', 'list')).toContain(away);
});

test('a lock that another git gives back in time is waited for', async () => {
  const repo = makeRepository();
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('build'));
  await place.write('a.txt', 'x\n');
  const lock = join(repo, '.git/worktrees/build/index.lock');
  writeFileSync(lock, '');
  const committing = workspaces.commit('R1', plan('build'), message);
  setTimeout(() => rmSync(lock), 300);
  expect((await committing).files).toHaveLength(1);
});

test('two omnis open workspaces in one repository and do not disturb each other', async () => {
  const repo = makeRepository();
  const others = ['R2', 'R3'].map((run) => linesOf(startOther(repo, run, 8)));
  const workspaces = await open(repo);
  await Promise.all(Array.from({ length: 8 }, (_, index) => workspaces.open('R1', plan(`item-${index}`))));
  expect((await Promise.all(others)).map((lines) => lines.length)).toEqual([8, 8]);
  expect(git(repo, 'worktree', 'list').split('\n')).toHaveLength(25);
  expect(git(repo, 'for-each-ref', '--format=%(refname)', 'refs/heads/omni').split('\n')).toHaveLength(24);
  await workspaces.finish('R1', false);
  expect(git(repo, 'worktree', 'list').split('\n')).toHaveLength(17);
});

test('an omni that is killed while it opens leaves nothing that the next one cannot use', async () => {
  const repo = makeRepository(
    Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f/${index}.txt`, `${index}\n`])),
  );
  mkdirSync(join(repo, '.omni'));
  for (let killAfter = 1; killAfter <= 3; killAfter++) {
    const other = startOther(repo, 'R1', 6);
    if (other.stdout === null) throw new Error('no pipe');
    let seen = 0;
    createInterface({ input: other.stdout }).on('line', () => {
      if (++seen === killAfter) other.kill('SIGKILL');
    });
    await once(other, 'exit');
  }
  const workspaces = await open(repo);
  for (let index = 0; index < 6; index++) {
    const { place } = await workspaces.open('R1', plan(`item-${index}`));
    expect(await place.list('f')).toHaveLength(300);
    expect(git(place.root, 'status', '--porcelain')).toBe('');
  }
});
