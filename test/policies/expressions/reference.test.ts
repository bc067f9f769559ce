/** The examples of docs/expressions.md are true, and so is its table of functions. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtinNames } from '../../../policies/expressions/functions/index.ts';
import { checkExpression, evaluateExpression, type Scope, typeOfSchema } from '../../../policies/expressions/index.ts';

const reference = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8');

const subtask = typeOfSchema({
  required: ['title', 'weight'],
  properties: { title: { type: 'string' }, weight: { type: 'number' }, note: { type: 'string' } },
});
const scope: Scope = { subtask, subtasks: { kind: 'list', of: subtask }, now: { kind: 'timestamp' } };
const one = { title: 'one', weight: 3 };
const values = { subtask: one, subtasks: [one, { title: 'two', weight: 1 }], now: '2026-11-22T10:00:00Z' };

const blocks = [...reference.matchAll(/```cel\n(.*?)```/gs)].map(([, block]) => block ?? '');
const examples = blocks.flatMap((block) => block.trim().split('\n'));

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(25);
});

describe('example', () => {
  test.each(examples)('%s', (example) => {
    const [source = '', result = ''] = example.split('  // => ');
    expect(checkExpression(source, scope)).toHaveProperty('checked');
    expect(evaluateExpression(source, scope, values)).toEqual({ value: JSON.parse(result) });
  });
});

test('every function is in the table', () => {
  const missing = [...builtinNames('call'), ...builtinNames('method')].filter(
    (name) => !reference.includes(`${name}(`),
  );
  expect(missing).toEqual([]);
});
