/** Emitted files are what `npm run schema` would write now, and no page is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derivedFiles } from '../../schema/scripts/derived.ts';

const derived = derivedFiles();

test.each(Object.keys(derived))('%s is not stale', (path) => {
  expect(readFileSync(path, 'utf8') === derived[path], `${path} is stale: npm run schema`).toBe(true);
});

test('docs/errors holds nothing else', () => {
  const emitted = Object.keys(derived).filter((path) => path.startsWith('docs/errors/'));
  expect(
    readdirSync('docs/errors')
      .map((name) => `docs/errors/${name}`)
      .sort(),
  ).toEqual(emitted.sort());
});
