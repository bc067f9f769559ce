import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDemoRepository } from '../../../agents/workspaces/demo.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { folder, reaper, env, makeFolder, open } = useRepositories();

describe('outside git', () => {
  const openPlain = (more: { here?: string } = {}) =>
    createWorkspaces({ repo: undefined, home: join(makeFolder(), '.omni'), reaper, env, ...more });

  test('a workspace is a folder of the run, and finishing keeps what is in it', async () => {
    const workspaces = await openPlain();
    await workspaces.begin('R1');
    const { place, branch } = await workspaces.open('R1', plan('main'));
    const { place: other } = await workspaces.open('R1', plan('build@1[0]'));
    expect(branch).toBeUndefined();
    expect(other.root).not.toBe(place.root);
    await place.write('a.txt', 'x');
    expect((await workspaces.open('R1', plan('main'))).place.root).toBe(place.root);
    expect(await workspaces.commit('R1', plan('main'), message)).toEqual({ diff: '', files: [] });
    await workspaces.discard('R1', plan('main'));
    expect([...(await workspaces.finish('R1', false))].sort()).toEqual([other.root, place.root].sort());
    expect(await place.read('a.txt')).toBe('x');
    expect(await workspaces.finish('R2', false)).toEqual([]);
  });
  test('or the current folder', async () => {
    const here = makeFolder();
    const workspaces = await openPlain({ here });
    expect((await workspaces.open('R1', plan('main'))).place.root).toBe(here);
    expect((await workspaces.open('R1', plan('build'))).place.root).not.toBe(here);
  });
  test('a review that writes is found out', async () => {
    const workspaces = await openPlain();
    const { place } = await workspaces.open('R1', plan('main'));
    await place.write('sub/a.txt', 'x');
    const quiet = await workspaces.openReview('R1', plan('main'), 'review');
    await quiet.workspace.place.read('sub/a.txt');
    expect(await quiet.close()).toEqual({ untouched: true });
    const loud = await workspaces.openReview('R1', plan('main'), 'review');
    await loud.workspace.place.write('sub/a.txt', 'y');
    expect(await loud.close()).toEqual({ untouched: false });
  });
  test('nothing can be merged', async () => {
    const workspaces = await openPlain();
    await expect(workspaces.merge('R1', { into: 'main', branches: [], key: 'k' })).rejects.toMatchObject({
      code: 'OMNI5003',
    });
  });
  test('a folder that should be a repository and is none is refused', async () => {
    await expect(open(makeFolder())).rejects.toMatchObject({ code: 'OMNI5003' });
  });
  test.each(['', '..', 'a/b', '-x', 'a\n', 'refs@{0}'])('%j is no run', async (run) => {
    const workspaces = await openPlain();
    await expect(workspaces.open(run, plan('main'))).rejects.toMatchObject({ code: 'OMNI5003' });
  });
});

describe('a demo repository', () => {
  const makeDemo = (): string => {
    const from = makeFolder();
    writeFiles(from, { 'src/a.js': 'a\n', '.gitignore': 'node_modules\n', '.git/config': 'not ours' });
    symlinkSync('src/a.js', join(from, 'link'));
    return from;
  };

  test('is the same commit wherever it is made, on main, and clean', async () => {
    const from = makeDemo();
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => createDemoRepository(from, join(folder, 'demo', name), { reaper, env })),
    );
    expect(git(one ?? '', 'rev-parse', 'main')).toBe(git(two ?? '', 'rev-parse', 'main'));
    expect(git(one ?? '', 'ls-tree', '-r', '--name-only', 'HEAD')).toBe('.gitignore\nlink\nsrc/a.js');
    expect(git(one ?? '', 'status', '--porcelain', '--branch')).toBe('## main');
  });
  test('is used again, and made once when two make it', async () => {
    const from = makeDemo();
    const to = join(folder, 'demo', 'again');
    await Promise.all([1, 2, 3].map(() => createDemoRepository(from, to, { reaper, env })));
    writeFiles(to, { 'mine.txt': 'x' });
    expect(await createDemoRepository(from, to, { reaper, env })).toBe(to);
    expect(existsSync(join(to, 'mine.txt'))).toBe(true);
    expect(readdirSync(join(folder, 'demo')).filter((name) => name.startsWith('again'))).toEqual(['again']);
  });
  test('may not hold a symlink that leads out of it', async () => {
    for (const target of ['/etc/passwd', '../', 'missing']) {
      const from = makeDemo();
      symlinkSync(target, join(from, 'src/out'));
      const to = join(folder, 'demo', 'refused');
      await expect(createDemoRepository(from, to, { reaper, env })).rejects.toMatchObject({ code: 'OMNI5004' });
      expect(existsSync(to)).toBe(false);
    }
  });
  test('needs its folder', async () => {
    mkdirSync(join(folder, 'demo'), { recursive: true });
    const to = join(folder, 'demo', 'none');
    await expect(createDemoRepository(join(folder, 'missing'), to, { reaper, env })).rejects.toMatchObject({
      code: 'OMNI5004',
    });
  });
});
