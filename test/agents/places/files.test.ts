import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../../agents/places/files.ts';
import { OmniError } from '../../../schema/error.ts';
import { useTempFolder } from '../temp.ts';

const folder = useTempFolder();
const root = join(folder, 'root');
const outside = join(folder, 'outside');
const files = createFiles(root);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof OmniError ? error.code : `no OmniError: ${String(error)}`;
}

beforeAll(() => {
  mkdirSync(join(root, 'sub'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(root, 'a.txt'), 'a');
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync('../outside', join(root, 'out'));
  symlinkSync('../outside/secret', join(root, 'leak'));
  symlinkSync('../outside/new', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('sub', join(root, 'inner'));
  symlinkSync('a.txt', join(root, 'alias'));
  execFileSync('/usr/bin/env', ['mkfifo', join(root, 'fifo')]);
});

describe('inside the root', () => {
  test('what is written is read, and folders are made', async () => {
    await files.write('deep/er/b.txt', 'ü\n');
    expect(await files.read('./deep/../deep/er//b.txt')).toBe('ü\n');
    await files.write('deep/er/b.txt', '');
    expect(await files.read('deep/er/b.txt')).toBe('');
  });
  test('a file keeps its mode', async () => {
    writeFileSync(join(root, 'tool.sh'), 'old');
    chmodSync(join(root, 'tool.sh'), 0o755);
    await files.write('tool.sh', 'new');
    expect(statSync(join(root, 'tool.sh')).mode & 0o777).toBe(0o755);
  });
  test('a symlink that stays inside is followed', async () => {
    await files.write('inner/c.txt', 'c');
    expect(await files.read('sub/c.txt')).toBe('c');
    expect(await files.read('alias')).toBe('a');
  });
  test('a folder is listed, also the root', async () => {
    await files.write('listed/z', '');
    await files.write('listed/y/x', '');
    expect(await files.list('listed')).toEqual(['y', 'z']);
    expect(await files.list('.')).toContain('a.txt');
    expect(await files.list('')).toEqual(await files.list('.'));
  });
  test('files, folders and symlinks are removed, never what a symlink points at', async () => {
    await files.write('gone/x/y', '');
    symlinkSync('../../outside', join(root, 'gone', 'link'));
    await files.remove('gone/link');
    symlinkSync('../../outside', join(root, 'gone', 'link'));
    await files.remove('gone');
    expect(await files.list('')).not.toContain('gone');
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });
});

describe('refused', () => {
  const escapes = ['..', '../outside/secret', 'sub/../../outside/secret', '/etc/passwd', 'a\0b', 'out/secret'];
  test.each([...escapes, 'leak', 'dangling', 'loop', 'missing', 'a.txt/x', 'fifo', 'sub', ''])(
    'read %j',
    async (path) => {
      expect(await codeOf(files.read(path))).toBe('OMNI5004');
    },
  );
  test.each([...escapes, 'leak', 'dangling', 'loop', 'out/new', 'out/deep/new', 'a.txt/x', 'fifo', 'sub', '.'])(
    'write %j',
    async (path) => {
      expect(await codeOf(files.write(path, 'x'))).toBe('OMNI5004');
    },
  );
  test.each([...escapes, 'missing', '', '.'])('remove %j', async (path) => {
    expect(await codeOf(files.remove(path))).toBe('OMNI5004');
  });
  test.each(['..', '/', 'a\0b', 'out', 'missing', 'a.txt'])('list %j', async (path) => {
    expect(await codeOf(files.list(path))).toBe('OMNI5004');
  });
  test('nothing of that touched the outside', async () => {
    expect(execFileSync('ls', [outside], { encoding: 'utf8' })).toBe('secret\n');
  });
  test('a device', async () => {
    symlinkSync('/dev/zero', join(root, 'zero'));
    expect(await codeOf(files.read('zero'))).toBe('OMNI5004');
  });
  test('more than 10 MiB, either way', async () => {
    writeFileSync(join(root, 'large'), '');
    truncateSync(join(root, 'large'), 10 * 1024 * 1024 + 1);
    expect(await codeOf(files.read('large'))).toBe('OMNI5004');
    expect(await codeOf(files.write('larger', 'x'.repeat(10 * 1024 * 1024 + 1)))).toBe('OMNI5004');
  });
});

test('no path at all reaches the outside', async () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'sub', 'inner', 'out', 'leak', 'secret', 'outside', 'root', '/', '\\', '\0', '~'),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      const path = parts.join('/');
      const content = await files.read(path).catch((error: unknown) => {
        expect(error).toBeInstanceOf(OmniError);
        return undefined;
      });
      expect(content).not.toBe('secret');
      await files.write(path, 'mine').catch((error: unknown) => expect(error).toBeInstanceOf(OmniError));
      expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
    }),
    { numRuns: 300 },
  );
  expect(execFileSync('ls', ['-A', outside, folder], { encoding: 'utf8' })).toBe(
    `${folder}:\noutside\nroot\n\n${outside}:\nsecret\n`,
  );
});
