import { expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';

const changes = (text: string) => mutantsOf(text).map(({ was, is }) => `${was} -> ${is}`);

test('conditions, comparisons, statements and constants are mutated, one at a time', () => {
  expect(changes('if (a < 2) go(true);')).toEqual([
    'a < 2 -> !(a < 2)',
    '< -> <=',
    '2 -> 3',
    'go(true); -> ;',
    'true -> false',
  ]);
  expect(changes('const b = c === 1 ? d && e : `x`;')).toContain('&& -> ||');
});

test('a mutant is the whole file with that one change', () => {
  expect(mutantsOf('a();\nb();').map(({ line, text }) => [line, text])).toEqual([
    [1, ';\nb();'],
    [2, 'a();\n;'],
  ]);
});

test('types, imports and the words of messages are left alone', () => {
  const text = "import { a } from 'b';\ninterface C { readonly d: 1 | true }\nconst e = 'x' + f;";
  expect(mutantsOf(text)).toEqual([]);
});
