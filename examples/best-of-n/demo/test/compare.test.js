import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../src/compare.js';

/** Each comes before the next: the example of the specification, and what follows from its rules. */
const ordered = [
  '0.9.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.9.0',
  '1.10.0',
];

test('each comes before all that follow', () => {
  for (const [index, one] of ordered.entries()) {
    for (const other of ordered.slice(index + 1)) {
      assert.ok(compare(one, other) < 0, `${one} comes before ${other}`);
      assert.ok(compare(other, one) > 0, `${other} comes after ${one}`);
    }
  }
});

test('nothing comes before itself', () => {
  for (const one of ordered) assert.equal(compare(one, one), 0);
});

test('what was built where plays no part', () => {
  assert.equal(compare('1.0.0+linux', '1.0.0+darwin'), 0);
});
