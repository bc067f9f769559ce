import assert from 'node:assert/strict';
import { test } from 'node:test';
import { split } from '../src/split.js';

test('a bill that can be split evenly is', () => {
  assert.deepEqual(split(1000, 4), [250, 250, 250, 250]);
});

test('nobody cannot pay', () => {
  assert.throws(() => split(1000, 0), RangeError);
});
