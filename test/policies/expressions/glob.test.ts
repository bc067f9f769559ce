import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpression, type Scope } from '../../../policies/expressions/index.ts';

const scope: Scope = { pattern: { kind: 'string' }, path: { kind: 'string' } };

function glob(pattern: string, path: string) {
  return evaluateExpression('glob(pattern, path)', scope, { pattern, path });
}

describe('glob', () => {
  test.each<[pattern: string, path: string, matches: boolean]>([
    ['src/**', 'src/a.ts', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'src', false],
    ['src/**', 'lib/src/a.ts', false],
    ['src/**', 'src/.env', true],
    ['src/*', 'src/a/b.ts', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/axts', false],
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'a/b/c.ts', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/bz', false],
    ['?.ts', 'a.ts', true],
    ['?.ts', '/.ts', false],
    ['[ab].ts', 'a.ts', true],
    ['[!ab].ts', 'a.ts', false],
    ['[!ab].ts', 'c.ts', true],
    ['a[!b]c', 'a/c', false],
    ['[a-c]', 'b', true],
    ['[]]', ']', true],
    ['{src,test}/**', 'test/x', true],
    ['{src,test}/**', 'doc/x', false],
    ['{a,{b,c}}', 'c', true],
    ['a,b}', 'a,b}', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a.b+c(d)^$|', 'a.b+c(d)^$|', true],
    ['Src/**', 'src/a', false],
    ['**', 'any/thing', true],
    // The path is resolved before it is compared.
    ['docs/**', 'docs/../src/x', false],
    ['src/**', 'docs/../src/x', true],
    ['src/**', './src//x', true],
    ['src/**', '../src/x', false],
    ['**', 'a\nb', true],
    ['a', 'a\n', false],
  ])('%s of %j', (pattern, path, matches) => {
    expect(glob(pattern, path)).toEqual({ value: matches });
  });

  test.each(['a{b', 'a[b', '[', '[z-a]', 'a'.repeat(2000)])('%s is none', (pattern) => {
    expect(glob(pattern, 'a')).toHaveProperty('fault');
  });

  test('a path without special characters matches itself only', () => {
    const name = fc.stringMatching(/^[a-z.]*[a-z][a-z.]*$/);
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(glob(a, a)).toEqual({ value: true });
        expect(glob(a, b)).toEqual({ value: a === b });
        expect(glob('**', a)).toEqual({ value: true });
      }),
    );
  });
});
