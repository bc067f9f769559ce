import { describe, expect, test } from 'vitest';
import { checkInputs } from '../../schema/inputs.ts';
import type { JsonObject } from '../../schema/json.ts';

const declared: Record<string, JsonObject> = {
  goal: { type: 'string', description: 'What to build' },
  base: { type: 'string', default: 'main', pattern: '^[a-z/]+$' },
  parallel: { type: 'integer', default: 3, minimum: 1, maximum: 16 },
};
const problemsOf = (given: Record<string, unknown>, inputs = declared) => {
  const checked = checkInputs(inputs, given);
  return 'problems' in checked
    ? checked.problems.map(
        ({ code, path, message, help }) => `${code} ${path.join('.')}: ${message}${help ? ` (${help})` : ''}`,
      )
    : [];
};

test('defaults are filled in', () => {
  expect(checkInputs(declared, { goal: 'x' })).toEqual({ inputs: { goal: 'x', base: 'main', parallel: 3 } });
  expect(checkInputs(undefined, {})).toEqual({ inputs: {} });
});

test('every problem at once', () => {
  expect(problemsOf({ gaol: 'x', base: 'A', parallel: '99' })).toEqual([
    'OMNI1050 inputs.gaol: there is no input called "gaol" (did you mean `goal`?)',
    'OMNI1051 inputs.goal: the input `goal` is missing (What to build) (--input goal=VALUE)',
    'OMNI1052 inputs.base: `base` is "A", which does not match "^[a-z/]+$"',
    'OMNI1052 inputs.parallel: `parallel` is 99; it must be at most 16',
  ]);
  expect(problemsOf({ x: 1 }, {})).toEqual([
    'OMNI1050 inputs.x: there is no input called "x" (this workflow has no inputs)',
  ]);
});

describe('texts of a command line are read by the type that is declared', () => {
  test.each<[JsonObject, string, unknown]>([
    [{ type: 'integer' }, '3', 3],
    [{ type: 'number' }, '-1.5', -1.5],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'array', items: { type: 'string' } }, '["a"]', ['a']],
    [{ type: 'object' }, '{"a": 1}', { a: 1 }],
    [{ type: 'null' }, 'null', null],
    [{ type: 'string' }, '3', '3'],
    [{ type: ['string', 'integer'] }, '3', '3'],
    [{ enum: ['1', 'a'] }, '1', '1'],
    [{ enum: [1, 2] }, '1', 1],
    [{}, '3', '3'],
  ])('%j %s', (schema, text, value) => {
    expect(checkInputs({ v: schema }, { v: text })).toEqual({ inputs: { v: value } });
  });
  test.each<[JsonObject, unknown]>([
    [{ type: 'integer' }, '3.5'],
    [{ type: 'integer' }, 'three'],
    [{ type: 'boolean' }, 'yes'],
    [{ type: 'array' }, 'a,b'],
    [{ type: 'string' }, 3],
    [{ type: 'string' }, null],
  ])('%j refuses %j', (schema, value) => {
    expect(problemsOf({ v: value }, { v: schema })).toHaveLength(1);
  });
});

test('hostile names and values', () => {
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(problemsOf(JSON.parse(`{"${name}": "x", "goal": "y"}`))).toHaveLength(1);
  const evil = { type: 'string', pattern: '^(a+)+$' };
  expect(problemsOf({ v: `${'a'.repeat(50_000)}!` }, { v: evil })).toHaveLength(1);
});
