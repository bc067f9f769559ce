import { describe, expect, test } from 'vitest';
import { checkExpression, evaluateExpression } from '../../../policies/expressions/index.ts';
import { scope, values } from './world.ts';

/** Evaluates an expression that must pass the check. */
function evaluate(source: string) {
  expect(checkExpression(source, scope)).not.toHaveProperty('faults');
  return evaluateExpression(source, scope, values);
}

describe('gives', () => {
  test.each<[string, unknown]>([
    // Numbers: ints among themselves are ints, everything else is a double.
    ['1 + 2', 3],
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['7 % 3', 1],
    ['1 + 1.5', 2.5],
    ['1.5 * 2', 3],
    ['inputs.parallel / 2', 1.5],
    ['2 / inputs.parallel * 3', 2],
    ['inputs.parallel % 2', 1],
    ['inputs.parallel - 1', 2],
    ['inputs.parallel * inputs.price', 7.5],
    ['size(inputs.goal) / 2', 3],
    ['int(inputs.parallel / 2)', 1],
    ['-inputs.parallel', -3],
    ['inputs.parallel == 3', true],
    ['inputs.parallel == 3.0', true],
    ['3 == 3.0', true],
    ['inputs.price > 2 && inputs.price <= 3', true],
    ['1 < 1.5', true],
    ['inputs.parallel in [1, 2, 3]', true],
    ['1.0 / 0.0 > 1000000', true],
    ["int('42') + 1", 43],
    ["double('1e3')", 1000],
    ['int(2.9)', 2],
    ['double(3)', 3],
    ['string(9007199254740993)', '9007199254740993'],
    ['string(1.5)', '1.5'],
    ['string(inputs.parallel)', '3'],
    ["bool('true')", true],
    // Strings.
    ["inputs.goal + '!'", 'slugify!'],
    ["size('é😀')", 2],
    ["'é😀'.size()", 2],
    ["'a😀b'.indexOf('b')", 2],
    ["'a😀b'.substring(1, 2)", '😀'],
    ["'a😀b'.substring(2)", 'b'],
    ["'abcabc'.indexOf('b', 2)", 4],
    ["'abcabc'.lastIndexOf('b')", 4],
    ["'abc'.indexOf('x')", -1],
    ["' a '.trim()", 'a'],
    ["'ÄbC'.lowerAscii()", 'Äbc'],
    ["'äbC'.upperAscii()", 'äBC'],
    ["'a,b,c'.split(',')", ['a', 'b', 'c']],
    ["'a,b,c'.split(',', 2)", ['a', 'b,c']],
    ["'a,b'.split(',', 0)", []],
    ["'a😀'.split('')", ['a', '😀']],
    ["['a', 'b'].join()", 'ab'],
    ["['a', 'b'].join(', ')", 'a, b'],
    ["inputs.goal.contains('lug') && inputs.goal.startsWith('s') && inputs.goal.endsWith('y')", true],
    ["inputs.goal.matches('^s.*y$')", true],
    ["inputs.goal.matches('lug')", true],
    ["matches(inputs.goal, '^lug')", false],
    ["'a' < 'b'", true],
    // Lists and maps.
    ['slice([1, 2, 3], 0, 2)', [1, 2]],
    ['slice([1], 0, 3)', [1]],
    ['[1, 2, 3].slice(1, 2)', [2]],
    ['[1] + [2.5]', [1, 2.5]],
    ['[1, 2][1]', 2],
    ['steps.plan.output.subtasks[index].title', 'two'],
    ["{'a': 1, 'b': [true, null]}", { a: 1, b: [true, null] }],
    ["{'__proto__': 1}.__proto__", 1],
    ["'size' in labels", true],
    ["'toString' in labels", false],
    ["labels['omni/kind']", 'bug'],
    ['size(labels)', 2],
    ["any.list == [1, 2, 3] && any != {'list': [1, 2, 3]}", true],
    ["{'a': [1]} == {'a': [1.0]}", true],
    // Macros.
    ["steps.plan.output.subtasks.map(s, s.title).join('+')", 'one+two'],
    ["steps.plan.output.subtasks.filter(s, s.writer == 'codex').map(s, s.title)", ['two']],
    ["steps.plan.output.subtasks.map(s, s.writer == 'codex', s.title)", ['two']],
    ['any.list.exists(x, x > 2)', true],
    ['any.list.exists_one(x, x > 1)', false],
    ['any.list.all(x, x > 0)', true],
    ['[].all(x, false)', true],
    ['labels.map(key, key)', ['omni/kind', 'size']],
    [
      '[1, 2].map(x, [10, 20].map(y, x * y))',
      [
        [10, 20],
        [20, 40],
      ],
    ],
    [
      '[1, 2].map(x, [3].map(x, x) + [x])',
      [
        [3, 1],
        [3, 2],
      ],
    ],
    ['[1].map(inputs, inputs + 1)', [2]],
    // Choices; a side that decides absorbs the fault of the other.
    ["inputs.parallel > 2 ? 'many' : 'few'", 'many'],
    ['true || any.list[9] == 1', true],
    ['any.list[9] == 1 || true', true],
    ['false && any.list[9] == 1', false],
    ['any.list[9] == 1 && false', false],
    ['[0, 1].exists(x, 1 / x == 1)', true],
    ['[0, 1].all(x, 1 / x == 2)', false],
    // Absence.
    ['run.?cost_usd.orValue(0.5)', 0.5],
    ['run.?cost_usd.hasValue()', false],
    ['run.?cost_usd', undefined],
    ['run.?id.value()', 'r1'],
    ['run.?cost_usd.or(optional.of(1.5)).value()', 1.5],
    ['optional.none()', undefined],
    ["{'a': optional.none(), 'b': optional.of(1)}", { b: 1 }],
    ['last.?plan.output.count.orValue(7)', 7],
    ['any.list[?9].orValue(0)', 0],
    ['any.list[?0].orValue(0)', 1],
    ['has(last.plan.output.count)', false],
    ['has(steps.plan.output)', true],
    ['has(any.nothing)', true],
    ['has(last.plan) && last.plan.output.count == 1', false],
    ['any.nothing == null', true],
    ['any.?nothing.orValue(1)', null],
    ['optional.of(null).value()', null],
    ['optional.of(1) == optional.of(1.0)', true],
    ['optional.of(1) != optional.none()', true],
    // Keys of JavaScript's prototypes are keys like any other.
    ['any.constructor', 'c'],
    ["any['toString']", 1],
    ['any.__proto__', { polluted: true }],
    ['has(any.hasOwnProperty)', false],
    ['has(steps.chat.output)', false],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual({ value });
  });
});

describe('faults', () => {
  test.each<[string, string]>([
    ["int('x')", '"x" is not an int'],
    ["int('9223372036854775808')", '"9223372036854775808" is not in the range of an int'],
    ['int(1e30)', '1e+30 is not in the range of an int'],
    ["double('0x10')", '"0x10" is not a number'],
    ["bool('yes')", '"yes" is not a bool'],
    ['1 / 0', 'this divides by zero'],
    ['1 % 0', 'this divides by zero'],
    ['9223372036854775807 + 1', 'this is outside the range of an int (64 bits)'],
    ['9007199254740993', '9007199254740993 is too large for a JSON number; string() keeps every digit'],
    ['1.0 / 0.0', 'Infinity is not a number that JSON can hold'],
    ['any.list[3]', '`any.list` has no element `3`'],
    ['any.list[any.list[0] + 0.5]', '`any.list` has no element `any.list[0] + 0.5`'],
    ['any.list.first', '`any.list` is not a map, so it has no `first`'],
    ['any.missing', '`any` has no `missing`'],
    ['any.hasOwnProperty', '`any` has no `hasOwnProperty`'],
    ['any.nothing.x', '`any.nothing` has no `x`'],
    ['last.plan.output.count', '`last` has no `plan`'],
    ['steps.chat.output', '`steps.chat` has no `output`: the step may not have run'],
    ['any + 1', '`+` does not take map and int'],
    ["any < 'a'", '`<` does not take map and string'],
    ['!any', '`any` is not a bool'],
    ['any ? 1 : 2', '`any` is not a bool'],
    ['any.list.filter(x, x)', '`x` is not a bool'],
    ['any.list.join()', '`join` takes () on list of string, not list'],
    ['slice(any.list, -1, 2)', 'slice(list, -1, 2) is no part of a list'],
    ["'abc'.substring(2, 9)", 'substring(2, 9) is outside a string of 3 characters'],
    ['run.?cost_usd.value()', '`run.?cost_usd` has no value'],
    ['[0, 1].exists(x, 1 / x == 2)', 'this divides by zero'],
    ["{any.constructor: 1, 'c': 2}", "`'c'` gives a key that is there already"],
    ["'a'.matches(any.constructor + '(')", 'this is not an RE2 pattern: error parsing regexp: missing closing ): `c(`'],
    ["glob('a[', 'a')", 'a "[" of this glob is not closed'],
  ])('%s', (source, fault) => {
    expect(evaluate(source)).toEqual({ fault });
  });

  test('a name of the scope that has no value', () => {
    expect(evaluateExpression('inputs.goal', scope, {})).toEqual({ fault: '`inputs` has no value here' });
  });

  test('an expression that does not pass the check', () => {
    expect(evaluateExpression('inputs.gaol', scope, values)).toEqual({ fault: '`inputs` has no `gaol`' });
  });

  test('values that contradict their types', () => {
    const wrong = { ...values, inputs: { goal: 1, parallel: 'three' }, run: { started_at: 'soon' } };
    expect(evaluateExpression("inputs.goal + 'x'", scope, wrong)).toHaveProperty('fault');
    expect(evaluateExpression('inputs.goal.trim()', scope, wrong)).toHaveProperty('fault');
    expect(evaluateExpression('inputs.parallel * 2', scope, wrong)).toHaveProperty('fault');
    expect(evaluateExpression('run.started_at', scope, wrong)).toHaveProperty('fault');
    expect(evaluateExpression('any', scope, { any: () => 1 })).toHaveProperty('fault');
  });
});

test('what is plain JSON is handed on, not copied', () => {
  const result = evaluateExpression('steps.plan', scope, values);
  expect(result).toHaveProperty('value', values.steps.plan);
  expect('value' in result && result.value).toBe(values.steps.plan);
});

test('values that an expression does not touch are not looked at', () => {
  const untouched = new Proxy({}, { get: () => expect.unreachable(), ownKeys: () => expect.unreachable() });
  expect(evaluateExpression('inputs.goal', scope, { inputs: { goal: 'x' }, any: untouched })).toEqual({ value: 'x' });
});
