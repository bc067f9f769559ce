import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf } from '../src/rules.js';

const rules = [
  { field: 'from', text: 'billing@', folder: 'money' },
  { field: 'subject', text: 'résumé', folder: 'people' },
];

test('the first rule that matches decides', () => {
  assert.equal(folderOf({ from: 'billing@shop.example', subject: 'Resume' }, rules), 'money');
});

test('case and accents do not count', () => {
  assert.equal(folderOf({ from: 'ada@example.com', subject: 'My RESUME' }, rules), 'people');
});

test('what no rule matches stays in the inbox', () => {
  assert.equal(folderOf({ from: 'ada@example.com' }, rules), 'inbox');
});
