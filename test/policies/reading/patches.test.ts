/** Patches: the files that they name, and the content that git itself leaves when it applies the same ones. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { git, writeFiles } from '../../agents/workspaces/repository.ts';
import { kindsOf, sha256, useWorkspace } from './workspace.ts';

const files = { 'src/a.ts': 'one\ntwo\nthree\nfour\n', 'b.txt': 'b\n', 'old.txt': 'old\n', 'no-end': 'x\ny' };
const { root, read } = useWorkspace(files);
const filesOf = async (patch: string) => (await read('edit', { patch })).files;

describe('a patch of Codex', () => {
  const patch = (...lines: string[]) => ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');

  test('adds, updates, moves and deletes', async () => {
    const reading = await read('edit', {
      patch: patch(
        '*** Add File: new/c.ts',
        '+c',
        '+',
        '*** Update File: src/a.ts',
        '@@ one',
        ' two',
        '-three',
        '+3',
        ' four',
        '*** Delete File: b.txt',
        '*** Update File: old.txt',
        '*** Move to: docs/new.txt',
        '@@',
        '-old',
        '+new',
      ),
    });
    expect(reading.opaque).toEqual([]);
    expect(reading.files).toEqual([
      { path: 'new/c.ts', op: 'create', hash: sha256('c\n\n') },
      { path: 'src/a.ts', op: 'edit', hash: sha256('one\ntwo\n3\nfour\n') },
      { path: 'b.txt', op: 'delete', hash: 'deleted' },
      { path: 'old.txt', op: 'delete', hash: 'deleted' },
      { path: 'docs/new.txt', op: 'create', hash: sha256('new\n') },
    ]);
  });

  test.each([
    ['a hunk that stands nowhere', ['*** Update File: src/a.ts', '@@', '-five', '+5']],
    ['a hunk that only adds', ['*** Update File: src/a.ts', '@@ one', '+5']],
    ['the end of the file', ['*** Update File: src/a.ts', '@@', '-four', '+4', '*** End of File']],
    ['an anchor that stands nowhere', ['*** Update File: src/a.ts', '@@ zero', '-four', '+4']],
  ])('has no hash with %s', async (_what, lines) => {
    expect(await filesOf(patch(...lines))).toEqual([{ path: 'src/a.ts', op: 'edit' }]);
  });

  test('has no certain hash for a file that it changes twice', async () => {
    const lines = ['@@', '-two', '+2', '*** Update File: ./src/a.ts', '@@', '-three', '+3'];
    expect(await filesOf(patch('*** Update File: src/a.ts', ...lines))).toContainEqual({
      path: 'src/a.ts',
      op: 'edit',
    });
  });

  test.each([
    ['a word that is not known', ['*** Add File: x', '+x', '*** Copy File: src/a.ts']],
    ['a header that is set in', ['*** Add File: x', '+x', ' *** Delete File: src/a.ts']],
    ['a name that ends with a space', ['*** Delete File: src/a.ts ']],
    ['more after its end', ['*** Add File: x', '+x', '*** End Patch', '*** Delete File: src/a.ts']],
  ])('is opaque with %s', async (_what, lines) => {
    expect(kindsOf(await read('edit', { patch: patch(...lines) }))).toEqual(['parse']);
  });
});

describe('a unified diff', () => {
  const header = ['diff --git a/b.txt b/b.txt', '--- a/b.txt', '+++ b/b.txt'];
  const hunk = ['@@ -1 +1 @@', '-b', '+c'];
  const patchOf = (...lines: string[]) => `${lines.join('\n')}\n`;

  test.each([
    ['with prefixes', patchOf(...header, ...hunk)],
    ['without git', patchOf('--- b.txt\t2026-01-01', '+++ b.txt\t2026-01-02', ...hunk)],
  ])('%s names its file', async (_what, patch) => {
    expect(await filesOf(patch)).toEqual([{ path: 'b.txt', op: 'edit', hash: sha256('c\n') }]);
  });

  test('of a mode, of a name, of a new and of an old file', async () => {
    const patch = patchOf(
      'diff --git a/src/a.ts b/src/a.ts',
      'old mode 100644',
      'new mode 100755',
      'diff --git a/old.txt b/new.txt',
      'similarity index 100%',
      'rename from old.txt',
      'rename to new.txt',
      'diff --git a/empty b/empty',
      'new file mode 100644',
      'index 0000000..e69de29',
      'diff --git a/b.txt b/b.txt',
      'deleted file mode 100644',
      'index 6178079..0000000',
      '--- a/b.txt',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-b',
    );
    expect(await filesOf(patch)).toEqual([
      { path: 'src/a.ts', op: 'edit', hash: sha256(files['src/a.ts']) },
      { path: 'old.txt', op: 'delete', hash: 'deleted' },
      { path: 'new.txt', op: 'create', hash: sha256('old\n') },
      { path: 'empty', op: 'create', hash: sha256('') },
      { path: 'b.txt', op: 'delete', hash: 'deleted' },
    ]);
  });

  test.each([
    ['a hunk that does not stand there', patchOf(...header, '@@ -1 +1 @@', '-x', '+c')],
    ['a hunk beyond the end', patchOf(...header, '@@ -7 +7 @@', '-b', '+c')],
  ])('has no hash with %s', async (_what, patch) => {
    expect(await filesOf(patch)).toEqual([{ path: 'b.txt', op: 'edit' }]);
  });

  test.each([
    ['nothing', ''],
    ['words before it', patchOf('Hello', ...header, ...hunk)],
    ['words after it', patchOf(...header, ...hunk, 'rm -rf src')],
    ['names that do not agree', patchOf('diff --git a/x b/x', ...header.slice(1), ...hunk)],
    ['a prefix on one side', patchOf('--- a/b.txt', '+++ b.txt', ...hunk)],
    ['a prefix that may be a folder', patchOf('--- a/b.txt', '+++ a/b.txt', ...hunk)],
    ['a quoted name', patchOf('--- "a/b.txt"', '+++ "b/b.txt"', ...hunk)],
    ['a hunk that is longer than it says', patchOf(...header, ...hunk, '+d')],
    ['a hunk that is shorter than it says', patchOf(...header, '@@ -1,2 +1 @@', '-b', '+c')],
    ['a binary part', patchOf('diff --git a/x b/x', 'index 1..2', 'GIT binary patch', 'literal 1')],
    ['a copy', patchOf('diff --git a/b.txt b/x', 'copy from b.txt', 'copy to x')],
    ['other line ends', patchOf(...header, ...hunk).replaceAll('\n', '\r\n')],
  ])('is opaque with %s', async (_what, patch) => {
    expect(kindsOf(await read('edit', { patch }))).not.toEqual([]);
  });
});

test('git leaves what was foretold, for any change that it writes as a diff', async () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '-x', '+y', '\\ z'), { maxLength: 12 });
  const text = fc.tuple(lines, fc.boolean()).map(([all, hasEnd]) => `${all.join('\n')}${hasEnd ? '\n' : ''}`);
  git(root, 'init', '-q');
  await fc.assert(
    fc.asyncProperty(text, text, fc.integer({ min: 0, max: 3 }), async (before, after, context) => {
      fc.pre(before !== after);
      writeFiles(root, { '.git/old': before, '.git/new': after, 'x.txt': before });
      const hash = (name: string) => git(root, 'hash-object', '-w', `.git/${name}`);
      const patch = execFileSync('git', ['diff', `-U${context}`, hash('old'), hash('new')], {
        cwd: root,
        encoding: 'utf8',
      })
        .replace(/^diff --git .*$/m, 'diff --git a/x.txt b/x.txt')
        .replace(/^--- .*$/m, '--- a/x.txt')
        .replace(/^\+\+\+ .*$/m, '+++ b/x.txt');
      const { files: found, opaque } = await read('edit', { patch });
      execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: root, input: patch, stdio: 'pipe' });
      expect(readFileSync(join(root, 'x.txt'), 'utf8')).toBe(after);
      expect(opaque).toEqual([]);
      expect(found).toEqual([{ path: 'x.txt', op: 'edit', hash: sha256(after) }]);
    }),
    { numRuns: 60, seed: 11 },
  );
});
