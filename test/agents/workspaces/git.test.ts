import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createGit } from '../../../agents/workspaces/git.ts';
import { useRepositories, writeFiles } from './repository.ts';

const { reaper, env, makeRepository } = useRepositories();
const git = createGit({ env, reaper, mark: reaper.mark('R1'), lockWaitMs: 50 });

test('output is bytes, input is given whole, and silence is an answer', async () => {
  const cwd = makeRepository();
  const input = Buffer.from([0, 0xff, 0x0a]);
  const hash = await git.text({ cwd }, ['hash-object', '-w', '--stdin'], { input });
  expect((await git.call({ cwd }, ['cat-file', 'blob', hash])).stdout).toEqual(input);
  expect(await git.call({ cwd }, ['update-index', '--refresh'])).toEqual({ code: 0, stdout: Buffer.alloc(0) });
});

test('an exit code is an answer only where it was said to be one', async () => {
  const cwd = makeRepository();
  const args = ['symbolic-ref', '--quiet', 'refs/heads/main'];
  expect((await git.call({ cwd }, args, { codes: [1] })).code).toBe(1);
  await expect(git.call({ cwd }, args)).rejects.toMatchObject({ code: 'OMNI5003', exitCode: 1 });
  const complaining = ['symbolic-ref', 'refs/heads/main'];
  expect((await git.call({ cwd }, complaining, { codes: [128] })).code).toBe(128);
  await expect(git.call({ cwd }, complaining)).rejects.toMatchObject({
    exitCode: 128,
    message: expect.stringContaining('not a symbolic ref'),
  });
});

test('a git that was killed is no git that succeeded', async () => {
  const cwd = makeRepository();
  const suicide = ['-c', 'alias.die=!kill -KILL $PPID', 'die'];
  await expect(git.call({ cwd }, suicide)).rejects.toMatchObject({ code: 'OMNI5003', exitCode: undefined });
});

test('a git that is not installed is an error that says so', async () => {
  const none = createGit({ env: { PATH: '/nowhere' }, reaper, mark: reaper.mark('R1') });
  await expect(none.call({ cwd: makeRepository() }, ['version'])).rejects.toMatchObject({
    code: 'OMNI5003',
    message: expect.stringContaining('ENOENT'),
  });
});

test('a worktree that another git is just making is waited for', async () => {
  const cwd = makeRepository();
  await git.call({ cwd }, ['worktree', 'add', '--detach', `${cwd}-other`]);
  const commonDir = join(cwd, '.git/worktrees', basename(`${cwd}-other`), 'commondir');
  writeFileSync(commonDir, '');
  const list = ['worktree', 'list', '--porcelain'];
  await expect(git.call({ cwd }, list)).rejects.toMatchObject({ message: expect.stringContaining('commondir') });
  const listing = createGit({ env, reaper, mark: reaper.mark('R1') }).text({ cwd }, list);
  setTimeout(() => writeFileSync(commonDir, '../..\n'), 200);
  expect(await listing).toContain(`${cwd}-other`);
});

test('a lock that stays is removed in a git folder of our own, and named anywhere else', async () => {
  const cwd = makeRepository();
  const gitDir = join(cwd, '.git');
  const lock = join(gitDir, 'index.lock');
  writeFiles(cwd, { 'new.txt': '' });
  writeFileSync(lock, '');
  const where = { cwd, gitDir, workTree: cwd };
  await expect(git.call(where, ['add', 'new.txt'])).rejects.toMatchObject({
    code: 'OMNI5003',
    message: expect.stringContaining(lock),
  });
  expect(existsSync(lock)).toBe(true);
  await git.call({ ...where, isOwn: true }, ['add', 'new.txt']);
  expect(existsSync(lock)).toBe(false);
});
