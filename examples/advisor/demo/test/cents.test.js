import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCents, parseCents } from '../src/cents.js';

test('an amount is read and written the same', () => {
  for (const text of ['0.00', '0.05', '12.50', '-3.07']) assert.equal(formatCents(parseCents(text)), text);
});

test('what is no amount is refused', () => {
  assert.throws(() => parseCents('12,5'), SyntaxError);
});
