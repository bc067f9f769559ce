import { expect, test } from 'vitest';
import { helpFor, suggest } from '../../schema/suggest.ts';
import { firstIssue } from './project.ts';

const keys = ['id', 'if', 'timeout', 'retry', 'on_error', 'env', 'worktree', 'run', 'agent', 'prompt', 'max_parallel'];

test.each([
  ['timout', 'timeout'],
  ['on-error', 'on_error'],
  ['onError', 'on_error'],
  ['maxParallel', 'max_parallel'],
  ['promt', 'prompt'],
  ['rnu', 'run'],
  ['agnet', 'agent'],
  ['ENV', 'env'],
])('%s is %s', (word, known) => {
  expect(suggest(word, keys)).toBe(known);
});

test('another word is no misspelling', () => {
  for (const word of ['foo', 'xyz', 'shell', '', 'a'.repeat(10_000)]) expect(suggest(word, keys), word).toBeUndefined();
});

test('a short list is printed where nothing is near', () => {
  expect(helpFor('xyz', ['a', 'b'])).toBe('known here: a, b');
  expect(helpFor('xyz', [])).toBeUndefined();
});

test.each([
  ['- run: ls\n  when: a', '`if` is a condition'],
  ['- shell: ls', '`run` is a command'],
  ['- run: ls\n  needs: [a]', 'steps run in the order in which they stand'],
  ['- run: ls\n  continue-on-error: true', '`on_error: continue`'],
])('keys of other tools: %s', (fragment, help) => {
  expect(firstIssue(fragment).help).toBe(help);
});
