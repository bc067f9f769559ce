import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMinutes, parseMinutes } from '../src/minutes.js';

test('hours and minutes, or either', () => {
  assert.equal(parseMinutes('1h 30m'), 90);
  assert.equal(parseMinutes('2h'), 120);
  assert.equal(parseMinutes('45m'), 45);
});

test('a full hour has no minutes', () => {
  assert.equal(formatMinutes(60), '1h');
  assert.equal(formatMinutes(59), '59m');
});

test('what is written is read the same', () => {
  for (const minutes of [0, 1, 59, 60, 61, 600]) assert.equal(parseMinutes(formatMinutes(minutes)), minutes);
});

test('what is no time is refused', () => {
  assert.throws(() => parseMinutes('soon'), SyntaxError);
});
