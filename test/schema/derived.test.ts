/** Emitted files are what `npm run schema` would write now, and no page is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derivedFiles } from '../../scripts/derived.ts';

const derived = derivedFiles();

test.each(Object.keys(derived))('%s is not stale', (path) => {
  expect(readFileSync(path, 'utf8') === derived[path], `${path} is stale: npm run schema`).toBe(true);
});

test.each(['docs/errors', 'docs/reference'])('%s holds nothing else', (folder) => {
  const emitted = Object.keys(derived).filter((path) => path.startsWith(`${folder}/`));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ parentPath, name }) => `${parentPath}/${name}`).sort()).toEqual(emitted.sort());
});
