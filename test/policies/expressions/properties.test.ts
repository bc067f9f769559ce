/** Laws of the whole layer: it never throws, gives plain JSON, and does not change what it reads. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkExpression,
  checkTemplate,
  evaluateExpression,
  type Fault,
  renderTemplate,
  type Scope,
  type Type,
} from '../../../policies/expressions/index.ts';
import { scope, values } from './world.ts';

const KEYS = ['a', 'goal', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'size', 'then'];

const token = fc.constantFrom(
  ...['inputs', 'steps', 'any', 'index', 'labels', 'run', 'last', 'plan', 'output', 'x', ...KEYS, 'optional', 'null'],
  ...[
    '.',
    '.?',
    '[',
    ']',
    '[?',
    '(',
    ')',
    '{',
    '}',
    ',',
    ':',
    '?',
    '!',
    '-',
    '+',
    '*',
    '/',
    '%',
    '==',
    '<',
    '&&',
    '||',
  ],
  ...[
    ' in ',
    "'a'",
    '"',
    "'",
    '1',
    '0',
    '1.5',
    '9223372036854775807',
    'true',
    '${{',
    '}}',
    '//',
    '\n',
    '\\',
    'b"',
    '1u',
  ],
  ...['has(', 'size(', 'int(', 'string(', 'matches(', 'glob(', '.map(x, ', '.filter(x, ', '.all(x, ', '.orValue('],
  ...['.join(', '.split(', '.matches(', 'timestamp(', 'duration(', '.getHours(', 'slice(', '.value()', 'of('],
);
const soup = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(token, { maxLength: 25 }).map((tokens) => tokens.join('')),
);

/** Expressions that mostly parse. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const leaf = fc.constantFrom(
    ...['inputs.goal', 'inputs.parallel', 'any', 'any.list', 'labels', 'index', 'run.?cost_usd', 'steps.plan.output'],
    ...["'a'", "'__proto__'", "'constructor'", '1', '0', '2.5', 'true', 'null', '[]', '{}', 'x', 'run.started_at'],
  );
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .tuple(inner, fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', ' in '), inner)
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(inner, fc.constantFrom(...KEYS)).map(([a, key]) => `${a}.${key}`),
      fc.tuple(inner, inner).map(([a, b]) => `${a}[${b}]`),
      fc
        .tuple(inner, fc.constantFrom('map', 'filter', 'all', 'exists', 'exists_one'), inner)
        .map(([a, macro, b]) => `${a}.${macro}(x, ${b})`),
      fc
        .tuple(
          fc.constantFrom('size', 'int', 'string', 'double', 'bool', 'timestamp', 'duration', 'optional.of'),
          inner,
        )
        .map(([name, a]) => `${name}(${a})`),
      fc
        .tuple(
          inner,
          fc.constantFrom('join', 'split', 'matches', 'contains', 'orValue', 'or', 'substring', 'indexOf'),
          inner,
        )
        .map(([a, name, b]) => `${a}.${name}(${b})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.tuple(inner, inner).map(([a, b]) => `[${a}, ${b}]`),
      fc.tuple(inner, inner).map(([a, b]) => `{${a}: ${b}}`),
    ),
  };
});

const key = fc.oneof(fc.constantFrom(...KEYS), fc.string());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.bigInt(), fc.boolean(), fc.constantFrom(null, undefined)),
    fc.constantFrom<unknown[]>(() => 1, Symbol('x'), new Date(Number.NaN), new Date(0), new Map(), /x/, new Error('x')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const world = fc.oneof(
  fc.constant<Record<string, unknown>>(values),
  fc.record({ inputs: value, steps: value, any: value, index: value, labels: value, run: value, last: value }),
);
const anyScope: Scope = Object.fromEntries(Object.keys(scope).map((name): [string, Type] => [name, { kind: 'dyn' }]));

/** Whether a value that has left an expression is of this type. */
function conforms(value: unknown, type: Type): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' && (type.enum?.includes(value) ?? true);
    case 'int':
      return Number.isInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'timestamp':
    case 'duration':
      return typeof value === 'string';
    case 'optional':
      // None is left out of a map, and null in a list.
      return value === undefined || value === null || conforms(value, type.of);
    case 'list':
      return Array.isArray(value) && value.every((item) => conforms(item, type.of));
    case 'map':
      return (
        typeof value === 'object' && value !== null && Object.values(value).every((item) => conforms(item, type.of))
      );
    case 'object':
      return (
        typeof value === 'object' &&
        value !== null &&
        Object.entries(type.fields).every(([name, field]) =>
          Object.hasOwn(value, name)
            ? conforms((value as Record<string, unknown>)[name], field.type)
            : field.optional === true || field.type.kind === 'optional',
        )
      );
    default:
      return true;
  }
}

function expectPlainJson(result: unknown): void {
  expect(
    JSON.parse(
      JSON.stringify([result], (_, each) => {
        expect(['bigint', 'function', 'symbol']).not.toContain(typeof each);
        return each === undefined ? null : each;
      }),
    ),
  ).toBeDefined();
}

function expectSpans(text: string, faults: readonly Fault[]): void {
  for (const { span } of faults) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.start).toBeLessThanOrEqual(span.end);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
}

describe('whatever is written and whatever it reads', () => {
  test.each<[string, Scope]>([
    ['typed', scope],
    ['dyn', anyScope],
  ])('an expression gives JSON or a fault, %s', (_, names) => {
    fc.assert(
      fc.property(fc.oneof(soup, expression), world, (source, given) => {
        const check = checkExpression(source, names);
        if ('faults' in check) expectSpans(source, check.faults);
        const result = evaluateExpression(source, names, given);
        if ('fault' in result) expect(result.fault).not.toBe('');
        else expectPlainJson(result.value);
      }),
      { numRuns: 1500 },
    );
  });

  test('a template gives JSON or a fault', () => {
    const template = fc.array(
      fc.oneof(
        soup,
        expression.map((source) => `\${{ ${source} }}`),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(template, world, (parts, given) => {
        const text = parts.join('');
        const check = checkTemplate(text, scope);
        if ('faults' in check) expectSpans(text, check.faults);
        const result = renderTemplate(text, scope, given);
        if ('value' in result) expectPlainJson(result.value);
      }),
      { numRuns: 500 },
    );
  });

  test('a value has the type that the check gave, and is in the closed set', () => {
    fc.assert(
      fc.property(expression, (source) => {
        const check = checkExpression(source, scope);
        const result = evaluateExpression(source, scope, values);
        if ('faults' in check) expect(result).toHaveProperty('fault');
        if ('faults' in check || 'fault' in result) return;
        expect(conforms(result.value, check.checked.type), JSON.stringify([result, check.checked.type])).toBe(true);
        if (check.checked.literal !== undefined) expect(result.value).toEqual(check.checked.literal);
      }),
      { numRuns: 3000 },
    );
  });

  test('no prototype is changed and no value either', () => {
    const before = JSON.stringify(values);
    fc.assert(
      fc.property(expression, (source) => {
        evaluateExpression(source, anyScope, values);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
    );
    expect(JSON.stringify(values)).toBe(before);
  });

  test('the same gives the same', () => {
    fc.assert(
      fc.property(expression, (source) => {
        const again = { ...anyScope };
        expect(evaluateExpression(source, again, values)).toEqual(evaluateExpression(source, anyScope, values));
      }),
    );
  });
});
