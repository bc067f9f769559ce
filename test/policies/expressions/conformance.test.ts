/**
 * Samples of the CEL specification (cel-spec, tests/simple), and cel-js as an oracle for generated expressions.
 * What this language has on purpose otherwise: ints and doubles mix, lists may hold different types, `has()` is false
 * when anything on its path is absent, bytes, uint, `type()` and messages are not there.
 */
import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression, evaluateExpression, type Scope } from '../../../policies/expressions/index.ts';

const scope: Scope = { x: { kind: 'dyn' } };
const FAULT = Symbol('fault');

describe('cel-spec', () => {
  test.each<[string, unknown]>([
    // basic
    ['0x55555555', 1431655765],
    ['-0x55555555', -1431655765],
    ['-2.3e+1', -23],
    ["'\\x41\\u0042\\U00000043\\104'", 'ABCD'],
    ["r'\\n'", '\\n'],
    ["'''a\nb'''", 'a\nb'],
    ['"\\"\'"', '"\''],
    ['[1, 2,]', [1, 2]],
    ['1 // a comment', 1],
    // integer_math
    ['40 + 2', 42],
    ['42 - 12 - 12', 18],
    ['5 * -9', -45],
    ['43 % 5', 3],
    ['-43 % 5', -3],
    ['43 / 5', 8],
    ['-43 / 5', -8],
    ['string(-9223372036854775808)', '-9223372036854775808'],
    ['9223372036854775807 + 1', FAULT],
    ['-9223372036854775808 - 1', FAULT],
    ['5000000000 * 5000000000', FAULT],
    ['-(-9223372036854775808)', FAULT],
    ['17 / 0', FAULT],
    // fp_math
    ['4.25 + 15.25', 19.5],
    ['42.0 - 12.0', 30],
    ['0.5 / 2.0', 0.25],
    // logic
    ['true || (1 / 0 > 2)', true],
    ['(1 / 0 > 2) || true', true],
    ['(1 / 0 > 2) || false', FAULT],
    ['false && (1 / 0 > 2)', false],
    ['(1 / 0 > 2) && false', false],
    ['(1 / 0 > 2) && true', FAULT],
    ['!!true', true],
    ['false ? 1 / 0 : 3', 3],
    // comparisons
    ['1 == 1.0', true],
    ["'abc' < 'abd'", true],
    ['false < true', true],
    ['[1, 2] == [1, 2.0]', true],
    ["{'a': 1} == {'a': 1.0}", true],
    ['null == null', true],
    ['9223372036854775807 > 9223372036854775806', true],
    ['9007199254740993 == 9007199254740992.0', false],
    // lists, maps
    ['[7, 8, 9][0]', 7],
    ['[7, 8, 9][3]', FAULT],
    ['[7, 8, 9][-1]', FAULT],
    ["{'k': 1}['k']", 1],
    ["{'k': 1}.k", 1],
    ["'k' in {'k': null}", true],
    ['2 in [1, 2.0]', true],
    ['[] + [1]', [1]],
    ["size({'a': 1, 'b': 2})", 2],
    // fields
    ["has({'a': 1}.a)", true],
    // macros
    ['[1, 2, 3].exists(e, e > 2)', true],
    ["['foal', 5].exists(e, e == 5)", true],
    ['[1, 2, 3].all(e, e > 0)', true],
    ['[1, 0].all(e, 1 / e > 9)', false],
    ['[0, 1].exists_one(e, 1 / e == 1)', FAULT],
    ['[7, 8].exists_one(e, e == 7)', true],
    ['[1, 2].map(n, n / 2)', [0, 1]],
    ["{'John': 'smart'}.map(key, key)", ['John']],
    ["{'a': 1}.exists(k, k == 'a')", true],
    // string
    ["size('ππαα')", 4],
    ["'tuna'.startsWith('')", true],
    ["'café'.contains('fé')", true],
    ["'hubba'.matches('ubb')", true],
    ["'ba'.matches('^a')", false],
    ["'mañana'.matches('a+ñ+a+n+a+')", true],
    // conversions
    ["int('-123')", -123],
    ['int(-11.5)', -11],
    ["int('x')", FAULT],
    ["double('9.8')", 9.8],
    ['string(123)', '123'],
    ['string(-0.75)', '-0.75'],
    ['string(false)', 'false'],
    ["bool('t') && !bool('False')", true],
    ["bool('TrUe')", FAULT],
    // timestamps
    ["timestamp('2009-02-13T23:31:30Z').getDayOfWeek()", 5],
    ["timestamp('2009-02-13T23:31:20.123456789Z').getMilliseconds()", 123],
    ["timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", 16],
    ["timestamp('2009-02-13T02:00:00Z').getDayOfMonth('US/Central')", 11],
    ["string(timestamp('2009-02-13T23:31:30Z'))", '2009-02-13T23:31:30Z'],
    ["duration('3730s').getHours()", 1],
    ["timestamp('0000-00-00T00:00:00Z')", FAULT],
    // optionals
    ["{'a': 1}.?b.orValue(2)", 2],
    ["optional.of('x').hasValue()", true],
    ['optional.none().or(optional.of(1)).value()', 1],
    ["{'a': {'b': 1}}.?a.b.orValue(0)", 1],
  ])('%s', (source, value) => {
    const result = evaluateExpression(source, scope, {});
    if (value === FAULT) expect(result).toHaveProperty('fault');
    else expect(result).toEqual({ value });
  });
});

describe('cel-js agrees', () => {
  const oracle = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  oracle.registerVariable('x', 'dyn');

  /** Ints small enough not to leave the range of JSON. */
  const { int, bool, string, list } = fc.letrec<{ int: string; bool: string; string: string; list: string }>((tie) => ({
    int: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 0, max: 9 }).map(String),
      fc
        .tuple(tie('int'), fc.constantFrom('+', '-', '*', '/', '%'), tie('int'))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
      tie('list').map((a) => `size(${a})`),
      tie('string').map((a) => `size(${a})`),
      fc.tuple(tie('bool'), tie('int'), tie('int')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
    bool: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('true', 'false'),
      fc
        .tuple(tie('int'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('int'))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a} ${op} ${b})`),
      tie('bool').map((a) => `!${a}`),
      fc.tuple(tie('int'), tie('list')).map(([a, b]) => `(${a} in ${b})`),
      fc
        .tuple(tie('list'), fc.constantFrom('all', 'exists', 'exists_one'), tie('int'))
        .map(([a, m, b]) => `${a}.${m}(e, e % 3 == ${b})`),
      fc
        .tuple(tie('string'), fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('string'))
        .map(([a, f, b]) => `${a}.${f}(${b})`),
    ),
    string: fc.oneof(
      { maxDepth: 3 },
      fc.stringMatching(/^[a-c é]{0,4}$/).map((text) => `'${text}'`),
      fc.tuple(tie('string'), tie('string')).map(([a, b]) => `(${a} + ${b})`),
      tie('int').map((a) => `string(${a})`),
      tie('string').map((a) => `${a}.trim()`),
    ),
    list: fc.oneof(
      { maxDepth: 3 },
      fc.array(tie('int'), { minLength: 1, maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(tie('list'), tie('int')).map(([a, b]) => `${a}.filter(e, e > ${b})`),
      fc.tuple(tie('list'), tie('int')).map(([a, b]) => `${a}.map(e, e + ${b})`),
      fc.tuple(tie('list'), tie('list')).map(([a, b]) => `(${a} + ${b})`),
    ),
  }));

  function askOracle(source: string): unknown {
    try {
      return JSON.parse(JSON.stringify(oracle.evaluate(source, {}), (_, v) => (typeof v === 'bigint' ? Number(v) : v)));
    } catch {
      return FAULT;
    }
  }

  test('on ints, bools, strings and lists, and on what is a fault', () => {
    fc.assert(
      fc.property(fc.oneof(int, bool, string, list), (source) => {
        const check = checkExpression(source, scope);
        fc.pre(!('faults' in check && check.faults[0]?.code === 'limit'));
        expect(check).toHaveProperty('checked');
        const result = evaluateExpression(source, scope, {});
        expect('value' in result ? result.value : FAULT).toEqual(askOracle(source));
      }),
      { numRuns: 1000 },
    );
  });
});
