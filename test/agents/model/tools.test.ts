/** What the tools of the model harness do, on a real place. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ownTools } from '../../../agents/model/tools/index.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { useTempFolder } from '../temp.ts';

describe('the tool', () => {
  const folder = useTempFolder();
  const reaper = createReaper();
  afterAll(() => reaper.dispose());
  const place = createLocalPlace({ root: folder, reaper, mark: reaper.mark('tools') });
  const around = {
    place,
    env: { PATH: process.env.PATH ?? '' },
    shell: '/bin/sh',
    signal: new AbortController().signal,
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  /** As a call that was let through. */
  const run = async (name: string, input: JsonObject) => {
    const tool = ownTools.get(name)!;
    expect(tool.accepts(input)).toBe(true);
    return tool.run(tool.whole(tool.judged(input, folder), input), around);
  };
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  test('read gives some lines of a file, and says how to go on', async () => {
    write('a.txt', 'one\ntwo\nthree\n');
    expect(await run('read', { path: 'a.txt' })).toEqual({ ok: true, output: 'one\ntwo\nthree\n' });
    const { output } = await run('read', { path: 'a.txt', from_line: 2, lines: 1 });
    expect(output).toBe('two\n\n(3 lines in all: go on with from_line 3)');
    write('long.txt', 'x'.repeat(1_000_000));
    expect((await run('read', { path: 'long.txt' })).output.length).toBeLessThan(70_000);
  });

  test.each<[string, JsonObject, string, boolean]>([
    ['a b', { old: 'a', new: 'c' }, 'c b', true],
    ['a b a', { old: 'a', new: 'c' }, 'a b a', false],
    ['a b a', { old: 'a', new: 'c', all: true }, 'c b c', true],
    ['a b', { old: 'z', new: 'c' }, 'a b', false],
    ['a b', { old: 'a', new: '$&$1' }, '$&$1 b', true],
  ])('edit makes of %j by %j %j', async (before, input, after, ok) => {
    write('a.txt', before);
    expect(await run('edit', { path: 'a.txt', ...input })).toMatchObject({ ok });
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(after);
  });

  test('write makes the folders that there are not', async () => {
    await run('write', { path: 'new/deep/a.txt', content: 'x' });
    expect(readFileSync(join(folder, 'new/deep/a.txt'), 'utf8')).toBe('x');
  });

  test('search finds lines by a pattern, in some files or all, and nothing is no failure', async () => {
    write('src/a.ts', 'const one = 1;\nconst two = 2;\n');
    write('src/b.md', 'one\n');
    write('.git/config', 'one\n');
    write('node_modules/x/index.ts', 'one\n');
    expect((await run('search', { text: 'one|two' })).output.split('\n').sort()).toEqual([
      'src/a.ts:1:const one = 1;',
      'src/a.ts:2:const two = 2;',
      'src/b.md:1:one',
    ]);
    expect((await run('search', { text: 'one', files: '*.md' })).output).toBe('src/b.md:1:one');
    expect((await run('search', { text: 'two', path: 'src/a.ts' })).output).toBe('src/a.ts:2:const two = 2;');
    expect(await run('search', { text: '-r' })).toEqual({ ok: true, output: 'Nothing found.' });
    expect(await run('search', { text: '(' })).toMatchObject({ ok: false });
  });

  test('find finds files by their name, also one that looks like an option', async () => {
    write('src/a.test.ts', '');
    write('node_modules/b.test.ts', '');
    write('-delete', '');
    expect((await run('find', { name: '*.test.ts' })).output).toBe('src/a.test.ts');
    expect((await run('find', { name: '-delete' })).output).toBe('-delete');
    expect((await run('find', { name: '*.test.ts', path: 'src' })).output).toBe('src/a.test.ts');
  });

  test('list names what is in a folder', async () => {
    expect((await run('list', {})).output).toBe('It is empty.');
    write('a.txt', '');
    write('b/c.txt', '');
    expect((await run('list', { path: folder })).output).toBe('a.txt\nb');
  });

  test('shell says what was printed and how it ended; its timeout is nothing to judge', async () => {
    expect(await run('shell', { command: 'echo out; echo err >&2; exit 3' })).toEqual({
      ok: false,
      output: 'out\nerr\n(exit code 3)',
    });
    expect(ownTools.get('shell')!.judged({ command: 'ls', timeout_s: 5 }, folder)).toEqual({ command: 'ls' });
  });

  test.each<[string, JsonObject]>([
    ['shell', { command: 'ls', cwd: '/' }],
    ['shell', { command: ['ls'] }],
    ['shell', { command: 'ls', timeout_s: 1e9 }],
    ['read', {}],
    ['edit', { path: 'a', old: '', new: 'x' }],
    ['write', { path: 'a', content: 'x', mode: 'append' }],
  ])('%s does not take %j', async (name, input) => {
    expect(ownTools.get(name)!.accepts(input)).toBe(false);
    expect(await ownTools.get(name)!.run(input, around)).toMatchObject({ ok: false });
  });
});
