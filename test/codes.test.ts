/** The table of codes, the sources and the tests agree: no code is used without an entry, none is left unprovoked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codes } from '../schema/codes.ts';

const ROOMS = ['schema', 'policies', 'engine', 'agents', 'runs', 'cli'];
const SELF = join('test', 'codes.test.ts');

/** The codes that the code of some folders mentions; comments, pages and the table itself do not count. */
function mentionedIn(folders: readonly string[], skip: (path: string) => boolean): ReadonlySet<string> {
  const mentioned = new Set<string>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!path.endsWith('.ts') || skip(path)) continue;
      for (const [code] of withoutComments(readFileSync(path, 'utf8')).matchAll(/OMNI\d{4}/g)) mentioned.add(code);
    }
  }
  return mentioned;
}

const withoutComments = (text: string) => text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '');

const table = Object.keys(codes);
const used = mentionedIn(ROOMS, (path) => path.startsWith(join('schema', 'codes')));
const tested = mentionedIn(['test'], (path) => path === SELF);

test('every code that the sources use stands in the table', () => {
  expect([...used].filter((code) => !table.includes(code)).sort()).toEqual([]);
});

test('every code of the table is used somewhere', () => {
  expect(table.filter((code) => !used.has(code)).sort()).toEqual([]);
});

test('every code of the table is provoked by a test', () => {
  expect(table.filter((code) => !tested.has(code)).sort()).toEqual([]);
});
