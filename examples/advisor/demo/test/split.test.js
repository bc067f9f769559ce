import assert from 'node:assert/strict';
import { test } from 'node:test';
import { split } from '../src/split.js';

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const tables = [
  [900, [1, 2]],
  [1000, [1, 1, 1]],
  [1000, [1, 1, 1, 1, 1, 1]],
  [9999, [5, 3, 1]],
  [-500, [1, 1, 1]],
  [0, [2, 3]],
];

for (const [cents, shares] of tables) {
  test(`${cents} by ${shares.join(', ')}: no cent is lost or made up`, () => {
    assert.equal(sum(split(cents, shares)), cents);
  });

  test(`${cents} by ${shares.join(', ')}: nobody is a whole cent off`, () => {
    for (const [index, part] of split(cents, shares).entries()) {
      const exact = (cents * shares[index]) / sum(shares);
      assert.ok(Number.isInteger(part) && Math.abs(part - exact) < 1, `${part} instead of ${exact}`);
    }
  });
}
