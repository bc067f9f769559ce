/** Where paths lead, told before anything happens: the attacks of an agent that wants a rule to look elsewhere. */
import { linkSync, lstatSync, mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../../agents/places/files.ts';
import { OmniError } from '../../../schema/error.ts';
import { useTempFolder } from '../temp.ts';

const folder = useTempFolder();
const root = join(folder, 'root');
const outside = join(folder, 'outside');
const { resolve, write } = createFiles(root);
const nfc = 'ü.md'.normalize('NFC');
const nfd = 'ü.md'.normalize('NFD');

beforeAll(() => {
  for (const made of ['root/docs/deep', 'root/src', 'outside']) mkdirSync(join(folder, made), { recursive: true });
  writeFileSync(join(root, 'src/a.ts'), 'a');
  writeFileSync(join(root, 'docs/mine.md'), 'mine');
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync('../src', join(root, 'docs/code'));
  symlinkSync('../src/a.ts', join(root, 'docs/alias'));
  symlinkSync('alias', join(root, 'docs/twice'));
  symlinkSync('../src/new.ts', join(root, 'docs/dangling'));
  symlinkSync(join(root, 'src'), join(root, 'docs/absolute'));
  symlinkSync('../outside', join(root, 'out'));
  symlinkSync('../outside/new', join(root, 'docs/../out-dangling'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('/proc/self/cwd', join(root, 'docs/here'));
  symlinkSync(root, join(folder, 'other-root'));
  linkSync(join(root, 'src/a.ts'), join(root, 'docs/twin.ts'));
});

describe('a path leads', () => {
  test.each([
    ['', '.', true],
    ['.', '.', true],
    ['src/a.ts', 'src/a.ts', true],
    ['./src//a.ts', 'src/a.ts', true],
    ['src/a.ts/', 'src/a.ts', true],
    ['src/', 'src', true],
    ['docs/../src/a.ts', 'src/a.ts', true],
    ['docs/deep/../../src/a.ts', 'src/a.ts', true],
    ['missing/../src/a.ts', 'src/a.ts', true],
    ['new/er/b.ts', 'new/er/b.ts', false],
    ['src/a.ts/b', 'src/a.ts/b', false],
    ['docs/code/a.ts', 'src/a.ts', true],
    ['docs/code/new/b.ts', 'src/new/b.ts', false],
    ['docs/absolute/a.ts', 'src/a.ts', true],
    ['docs/code', 'src', true],
    ['docs/alias', 'src/a.ts', true],
    ['docs/twice', 'src/a.ts', true],
    ['docs/dangling', 'src/new.ts', false],
    ['~tilde', '~tilde', false],
    ['./~/x', '~/x', false],
    ['a\\b', 'a\\b', false],
  ])('%j: %j', async (path, real, exists) => {
    expect(await resolve(path)).toMatchObject({ path: real, exists });
  });

  test('also when it is absolute, and whatever the workspace is called there', async () => {
    for (const way of [root, join(folder, 'other-root'), `${outside}/../root`, `${root}/../root`]) {
      expect(await resolve(`${way}/docs/code/a.ts`)).toMatchObject({ path: 'src/a.ts', exists: true });
    }
    const other = createFiles(join(folder, 'other-root'));
    expect(await other.resolve(join(root, 'src/a.ts'))).toMatchObject({ path: 'src/a.ts' });
    expect(await other.resolve(root)).toMatchObject({ path: '.' });
  });

  test('to an absolute one when it leaves the workspace', async () => {
    expect(await resolve('../outside/secret')).toEqual({ path: join(outside, 'secret'), exists: true });
    expect(await resolve('out/secret')).toEqual({ path: join(outside, 'secret'), exists: true });
    expect(await resolve('out-dangling')).toMatchObject({ path: join(outside, 'new'), exists: false });
    expect(await resolve('..')).toEqual({ path: folder, exists: true, isFolder: true, isAround: true });
    expect(await resolve('/')).toEqual({ path: '/', exists: true, isFolder: true, isAround: true });
    expect(await resolve('../root-sibling')).toEqual({ path: join(folder, 'root-sibling'), exists: false });
    expect(await resolve('~/x y')).toMatchObject({ path: join(homedir(), 'x y') });
  });

  test('and says where the symlink itself is', async () => {
    expect(await resolve('docs/twice')).toMatchObject({ path: 'src/a.ts', link: 'docs/twice' });
    expect(await resolve('docs/code/')).toMatchObject({ path: 'src', link: 'docs/code' });
    expect(await resolve('docs/code/a.ts')).not.toHaveProperty('link');
    expect(await resolve('docs/dangling')).toMatchObject({ link: 'docs/dangling' });
  });

  test('and says of a file that it has other names', async () => {
    expect(await resolve('docs/twin.ts')).toMatchObject({ path: 'docs/twin.ts', isShared: true });
    expect(await resolve('docs/mine.md')).not.toHaveProperty('isShared');
    expect(await resolve('docs')).not.toHaveProperty('isShared');
  });

  test('to what stands there now, not to what stood there before', async () => {
    expect(await resolve('docs/mine.md')).toEqual({ path: 'docs/mine.md', exists: true });
    renameSync(join(root, 'docs/mine.md'), join(root, 'docs/kept.md'));
    symlinkSync('../src/a.ts', join(root, 'docs/mine.md'));
    expect(await resolve('docs/mine.md')).toMatchObject({ path: 'src/a.ts', link: 'docs/mine.md' });
    unlinkSync(join(root, 'docs/mine.md'));
    renameSync(join(root, 'docs/kept.md'), join(root, 'docs/mine.md'));
  });

  test('to the name that the file system keeps, whatever its case and the form of its letters', async () => {
    await write(nfc, 'x');
    const isFolded = lstatSync(join(root, nfd), { throwIfNoEntry: false }) !== undefined;
    expect(await resolve(nfd)).toEqual(isFolded ? { path: nfc, exists: true } : { path: nfd, exists: false });
    const ignoresCase = lstatSync(join(root, 'SRC'), { throwIfNoEntry: false }) !== undefined;
    expect(await resolve('SRC/A.ts')).toMatchObject({ path: ignoresCase ? 'src/a.ts' : 'SRC/A.ts' });
  });
});

describe('refused', () => {
  test.each([
    ['a circle', 'loop', 'goes in a circle'],
    ['below a circle', 'loop/x', 'goes in a circle'],
    ['a symlink and back', 'docs/code/../mine.md', 'programs read in two ways'],
    ['out and back', 'out/../src/a.ts', 'programs read in two ways'],
    ['a process', '/proc/self/cwd/src/a.ts', 'leads through a process'],
    ['a thread', '/proc/thread-self/cwd/src/a.ts', 'leads through a process'],
    ['a process by its number', `/proc/${process.pid}/cwd/src/a.ts`, 'leads through a process'],
    ['a process behind a symlink', 'docs/here/src/a.ts', 'leads through a process'],
    ['an open file', '/dev/fd/0', 'leads through a process'],
    ['a NUL', 'a\0b', 'holds a NUL'],
    ['a name that is too long', 'x'.repeat(5_000), 'is too long'],
  ])('%s', async (_what, path, reason) => {
    if (process.platform !== 'linux' && reason === 'leads through a process') return;
    await expect(resolve(path)).rejects.toMatchObject({ code: 'OMNI5004', message: expect.stringContaining(reason) });
  });
});

test('whatever is written through a path lands where it was said to lead', async () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    'docs',
    'src',
    'code',
    'alias',
    'twice',
    'absolute',
    'dangling',
    'new',
    'a.ts',
    'deep',
  );
  let landed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
      const path = parts.join('/');
      const said = await resolve(path).catch((error: unknown) => {
        expect(error).toBeInstanceOf(OmniError);
        return undefined;
      });
      if (said === undefined) return;
      const wrote = await write(path, 'x').then(
        () => true,
        () => false,
      );
      if (!wrote) return;
      landed += 1;
      const { ino } = lstatSync(join(root, said.path));
      const direct = await resolve(said.path);
      expect([direct.path, direct.exists, direct.link]).toEqual([said.path, true, undefined]);
      expect(lstatSync(join(root, (await resolve(path)).path)).ino).toBe(ino);
      if (!said.exists) unlinkSync(join(root, said.path));
    }),
    { numRuns: 500, seed: 7 },
  );
  expect(landed).toBeGreaterThan(20);
});
