import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expired } from '../src/purge.js';

test('an order expires a year after it was placed', () => {
  const now = Date.UTC(2024, 6, 1);
  const [old, young] = [{ placedAt: Date.UTC(2023, 5, 1) }, { placedAt: Date.UTC(2024, 5, 1) }];
  assert.deepEqual(expired([old, young], now), [old]);
});
