import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../src/words.js';

test('words are what stands between spaces and punctuation', () => {
  assert.deepEqual(words('Plain text, please!'), ['Plain', 'text', 'please']);
});

test('a word may be of any script', () => {
  assert.deepEqual(words('été Straße 東京 2024'), ['été', 'Straße', '東京', '2024']);
});

test('an apostrophe inside a word belongs to it', () => {
  assert.deepEqual(words("'don't'"), ["don't"]);
});

test('no words, no entries', () => {
  assert.deepEqual(words(' -- '), []);
});
