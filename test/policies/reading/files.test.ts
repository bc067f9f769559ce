/** The file tools: where they lead and what they leave, and how agents try to write one and name another. */
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { carryOut } from '../../../agents/simulate/tools.ts';
import { kindsOf, nothing, sha256, useWorkspace } from './workspace.ts';

const { root, place, read, call } = useWorkspace({
  'src/a.ts': 'one\ntwo\none\n',
  'docs/mine.md': 'mine\n',
  'docs/deep/er.md': 'deep\n',
  'node_modules/a/index.js': '',
});

beforeAll(() => {
  symlinkSync('../src/a.ts', join(root, 'docs/alias.md'));
  symlinkSync('../src/new.ts', join(root, 'docs/dangling.md'));
  symlinkSync('../src', join(root, 'docs/code'));
  mkdirSync(join(root, 'twins'));
  writeFileSync(join(root, 'twins/one'), 'x');
  linkSync(join(root, 'twins/one'), join(root, 'twins/two'));
  writeFileSync(join(root, 'bytes'), Buffer.from([0x61, 0xff, 0x62]));
});

describe('a write', () => {
  test('creates or edits, by the content that it brings', async () => {
    expect(await read('write', { path: 'new.md', content: 'ü\n' })).toEqual({
      ...nothing,
      files: [{ path: 'new.md', op: 'create', hash: sha256('ü\n') }],
    });
    expect(await read('write', { path: join(root, 'docs/../src/a.ts'), content: '' })).toEqual({
      ...nothing,
      files: [{ path: 'src/a.ts', op: 'edit', hash: sha256('') }],
    });
  });

  test('through a symlink is one where it leads, and of the symlink', async () => {
    const hash = sha256('x');
    expect((await read('write', { path: 'docs/alias.md', content: 'x' })).files).toEqual([
      { path: 'src/a.ts', op: 'edit', hash },
      { path: 'docs/alias.md', op: 'edit', hash },
    ]);
    expect((await read('write', { path: 'docs/dangling.md', content: 'x' })).files).toEqual([
      { path: 'src/new.ts', op: 'create', hash },
      { path: 'docs/dangling.md', op: 'edit', hash },
    ]);
    expect((await read('write', { path: 'docs/code/b.ts', content: 'x' })).files).toEqual([
      { path: 'src/b.ts', op: 'create', hash },
    ]);
  });

  test('outside of the workspace is absolute', async () => {
    const { files, opaque } = await read('write', { path: '../beside', content: 'x' });
    expect(files).toMatchObject([{ path: join(root, '../beside'), op: 'create' }]);
    expect(opaque).toEqual([]);
  });

  test('in a home is both what a shell and what a careless program makes of it', async () => {
    const { files } = await read('write', { path: '~/no/such', content: 'x' });
    expect(files.map(({ path }) => path)).toEqual([join(homedir(), 'no/such'), '~/no/such']);
  });

  test('of a file with other names says that these change, too', async () => {
    const reading = await read('write', { path: 'twins/one', content: 'y' });
    expect(reading.files).toMatchObject([{ path: 'twins/one', op: 'edit' }]);
    expect(kindsOf(reading)).toEqual(['dynamic']);
  });

  test.each([
    ['content that is no text', { path: 'a', content: 1 }],
    ['something beside it', { path: 'a', content: 'x', append: true }],
    ['no content', { path: 'a' }],
  ])('with %s has no hash', async (_what, input) => {
    expect((await read('write', input)).files).toEqual([{ path: 'a', op: 'create' }]);
  });
});

describe('an edit', () => {
  test('has the hash of what it leaves', async () => {
    expect(await read('edit', { path: 'src/a.ts', old: 'two', new: '$& 2' })).toEqual({
      ...nothing,
      files: [{ path: 'src/a.ts', op: 'edit', hash: sha256('one\n$& 2\none\n') }],
    });
    expect((await read('edit', { path: 'src/a.ts', old: 'one', new: '1', all: true })).files).toEqual([
      { path: 'src/a.ts', op: 'edit', hash: sha256('1\ntwo\n1\n') },
    ]);
    const edits = [
      { old: 'two', new: '2' },
      { old: '2\none', new: '3' },
    ];
    expect((await read('edit', { path: 'src/a.ts', edits })).files).toEqual([
      { path: 'src/a.ts', op: 'edit', hash: sha256('one\n3\n') },
    ]);
    expect((await read('edit', { path: 'new', old: '', new: 'x' })).files).toEqual([
      { path: 'new', op: 'create', hash: sha256('x') },
    ]);
  });

  test('leaves what was foretold when it is carried out', async () => {
    const { files } = await read('edit', { path: 'docs/deep/er.md', old: 'deep', new: 'deeper' });
    const around = { place, env: {}, signal: new AbortController().signal };
    const done = await carryOut({ does: 'edit', path: 'docs/deep/er.md', old: 'deep', new: 'deeper' }, around);
    expect(done.ok).toBe(true);
    expect(files[0]?.hash).toBe(sha256(readFileSync(join(root, 'docs/deep/er.md'))));
  });

  test.each([
    ['whose text stands nowhere', { path: 'src/a.ts', old: 'three', new: '3' }],
    ['whose text stands twice', { path: 'src/a.ts', old: 'one', new: '1' }],
    ['that looks done', { path: 'src/a.ts', old: 'two', new: 'two\none' }],
    ['of nothing in a file that exists', { path: 'src/a.ts', old: '', new: 'x' }],
    ['of something in a file that does not', { path: 'new', old: 'x', new: 'y' }],
    ['with more than is known', { path: 'src/a.ts', old: 'two', new: '2', regex: true }],
    ['with edits that are none', { path: 'src/a.ts', edits: [{ old: 'two' }] }],
    ['with both', { path: 'src/a.ts', old: 'two', new: '2', edits: [{ old: 'two', new: '2' }] }],
    ['of bytes that are no text', { path: 'bytes', old: 'a', new: 'b' }],
  ])('%s has no hash', async (_what, input) => {
    const { files } = await read('edit', input);
    expect(files).toEqual([{ path: input.path, op: input.path === 'new' ? 'create' : 'edit' }]);
  });
});

describe('a delete', () => {
  test('is of the symlink, never of what it points at', async () => {
    expect((await read('delete', { path: 'docs/alias.md' })).files).toEqual([
      { path: 'docs/alias.md', op: 'delete', hash: 'deleted' },
    ]);
    expect((await read('delete', { path: 'docs/code/a.ts' })).files).toMatchObject([{ path: 'src/a.ts' }]);
  });

  test('of a folder is of all that is in it, symlinks as such', async () => {
    const { files } = await read('delete', { path: 'docs' });
    expect(files.map(({ path }) => path)).toEqual([
      'docs',
      'docs/alias.md',
      'docs/code',
      'docs/dangling.md',
      'docs/deep',
      'docs/deep/er.md',
      'docs/mine.md',
    ]);
    const whole = await read('delete', { path: '.' });
    expect(whole.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['.', 'src/a.ts', 'node_modules']));
    expect((await read('delete', { path: 'node_modules' })).files).toHaveLength(1);
  });

  test('of a folder that holds the workspace cannot be told', async () => {
    expect(kindsOf(await read('delete', { path: '..' }))).toEqual(['dynamic']);
  });
});

test('reads and searches name what they read', async () => {
  expect((await read('read', { path: 'docs/alias.md' })).files).toEqual([{ path: 'src/a.ts', op: 'read' }]);
  expect((await read('search', { text: 'x', path: 'docs' })).files).toEqual([{ path: 'docs', op: 'read' }]);
  expect((await read('search', { text: 'x' })).files).toEqual([{ path: '.', op: 'read' }]);
});

describe('a path that hides where it leads is opaque', () => {
  test.each([
    ['chars', 'a\\b'],
    ['chars', 'docs\n/x'],
    ['chars', 'docs/\u202Etxt.ts'],
    ['chars', 'src\u200B/a.ts'],
    ['chars', 'a\0b'],
    ['chars', 'a\uD800b'],
    ['chars', 'docs/ü.md'.normalize('NFD')],
    ['dynamic', 'docs/code/../mine.md'],
    ['dynamic', '/proc/self/cwd/src/a.ts'],
    ['dynamic', '~root/x'],
    ['dynamic', '~/../docs/mine.md'],
    ['limit', 'x/'.repeat(3_000)],
    ['parse', ''],
    ['parse', undefined],
    ['parse', ['src/a.ts']],
  ])('%s: %j', async (kind, path) => {
    for (const tool of ['read', 'write', 'edit', 'delete'] as const) {
      expect(kindsOf(await read(tool, { path, content: '' }))).toEqual([kind]);
    }
  });
});

describe('the call', () => {
  test('has a digest of kind, name and input, in any order of its members', async () => {
    const one = await call({ kind: 'write', name: 'write', input: { path: 'a', content: 'x' } });
    const other = await call({ kind: 'write', name: 'write', input: { content: 'x', path: 'a' } });
    const different = await call({ kind: 'write', name: 'Write', input: { path: 'a', content: 'x' } });
    expect(one.digest).toBe(sha256('{"input":{"content":"x","path":"a"},"kind":"write","name":"write"}'));
    expect(other.digest).toBe(one.digest);
    expect(different.digest).not.toBe(one.digest);
  });

  test('that touches too much is bounded, and says so', async () => {
    for (let at = 0; at < 1_100; at++) writeFileSync(join(root, `node_modules/a/${'x'.repeat(100)}${at}`), '');
    const reading = await read('delete', { path: 'node_modules/a' });
    expect(kindsOf(reading)).toContain('limit');
    expect(JSON.stringify(reading).length).toBeLessThan(70 * 1024);
    expect(reading.files.length).toBeGreaterThan(100);
  });
});
