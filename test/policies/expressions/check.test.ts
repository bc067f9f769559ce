import { describe, expect, test } from 'vitest';
import { checkExpression, type Fault, type Scope, type Type } from '../../../policies/expressions/index.ts';
import { scope } from './world.ts';

/** Takes the marks out of `a «b» c`; the marked parts are where faults are expected. */
function marked(text: string): { source: string; spans: Fault['span'][] } {
  const spans: Fault['span'][] = [];
  let source = '';
  for (const part of text.split(/([«»])/)) {
    if (part === '«') spans.push({ start: source.length, end: -1 });
    else if (part === '»') spans.splice(-1, 1, { start: spans.at(-1)?.start ?? 0, end: source.length });
    else source += part;
  }
  return { source, spans };
}

function faultsOf(source: string, expected?: Type): readonly Fault[] {
  const check = checkExpression(source, scope, expected);
  return 'faults' in check ? check.faults : [];
}

describe('every fault stands where it is', () => {
  test.each<[marked: string, code: Fault['code'], message: string, help?: string]>([
    ['«inputz».goal', 'name', 'there is no `inputz` here', 'did you mean `inputs`?'],
    ['inputs.«gaol»', 'member', '`inputs` has no `gaol`', 'did you mean `goal`?'],
    ["inputs[«'gaol'»]", 'member', '`inputs` has no `gaol`', 'did you mean `goal`?'],
    ['inputs.«constructor»', 'member', '`inputs` has no `constructor`', 'there is `goal`, `parallel`, `price`'],
    ['«constructor»', 'name', 'there is no `constructor` here'],
    ['inputs.«size»', 'member', '`inputs` has no `size`', '`size` is a function: write .size(…)'],
    ['inputs.goal.«length»', 'member', '`inputs.goal` has no `length`: it is string'],
    [
      'steps.plan.output.subtasks.«title»',
      'member',
      '`steps.plan.output.subtasks` has no `title`: it is list of {title, writer, weight}',
      'take one element, [0].title, or all of them, .map(x, x.title)',
    ],
    ['steps.plan.output.subtasks.all(s, s.«titel» != "")', 'member', '`s` has no `titel`', 'did you mean `title`?'],
    ['has(steps.plan.«outptu»)', 'member', '`steps.plan` has no `outptu`', 'did you mean `output`?'],
    ['«siz»(inputs.goal)', 'name', 'there is no function `siz`', 'did you mean `size`?'],
    ['«trim»(inputs.goal)', 'name', 'there is no function `trim`', 'it is a method: write x.trim(…)'],
    ['inputs.goal.«glob»("a")', 'name', 'there is no method `glob`', 'it is a function: write glob(…)'],
    ['inputs.goal.«trimm»()', 'name', 'there is no method `trimm`', 'did you mean `trim`?'],
    ['«int» + 1', 'name', 'there is no `int` here', '`int` is a function: write int(…)'],
    ['«size(inputs.parallel)»', 'type', '`size` takes (string) or (list) or (map), not (int)'],
    [
      '«inputs.goal.split(1)»',
      'type',
      '`split` takes (string) on string or (string, int) on string, not (int) on string',
    ],
    [
      '«size(run.?id)»',
      'type',
      '`size` takes (string) or (list) or (map), not (optional string)',
      'say what holds when it is absent: .orValue(…)',
    ],
    ['«inputs.goal + 1»', 'type', '`+` does not take string and int', 'write string(…) around the number'],
    ['«inputs.goal == 1»', 'type', '`==` does not take string and int', 'write int(…) or double(…) around the string'],
    [
      '«run.started_at > "2026"»',
      'type',
      '`>` does not take timestamp and string',
      "write timestamp('…') around the string",
    ],
    [
      '«"a" in inputs.goal»',
      'type',
      '`in` does not take string and string',
      'for a part of a string write .contains(…)',
    ],
    [
      '«run.?cost_usd > 1.0»',
      'type',
      '`>` does not take optional double and double',
      'say what holds when it is absent: .orValue(…)',
    ],
    ['«-inputs.goal»', 'type', '`-` does not take string'],
    [
      '!«inputs.goal»',
      'type',
      '`!` takes a bool, not string',
      "nothing is true by itself: compare it, for example with != ''",
    ],
    [
      'true && «inputs.parallel»',
      'type',
      '`&&` takes a bool, not int',
      'nothing is true by itself: compare it, for example with != 0',
    ],
    ['«run.?id» ? 1 : 2', 'type', '`?:` takes a bool, not optional string', 'write .hasValue(), or .orValue(…)'],
    [
      'labels.filter(k, «k»)',
      'type',
      'filter() takes a bool, not string',
      "nothing is true by itself: compare it, for example with != ''",
    ],
    ['«inputs.goal».map(x, x)', 'type', 'a macro goes over a list or map, not over string'],
    ['«labels.map(k)»', 'type', 'map() takes a variable and an expression', 'write it as .map(x, …)'],
    ['has(«inputs»)', 'type', 'has() takes a member', 'write it as has(a.b)'],
    ['steps.plan.output.subtasks[«"a"»]', 'type', 'this is indexed by int, not by string'],
    ['steps.plan.output.subtasks[«1.5»]', 'type', 'this is indexed by int, not by double', 'write int(…)'],
    ['labels[«1»]', 'type', 'this is indexed by string, not by int'],
    ['inputs.parallel[«0»]', 'type', '`inputs.parallel` has no elements: it is int'],
    ['{«1»: 2}', 'type', 'a key is a string, not int', "write '1'"],
    ["{'a': 1, «'a'»: 2}", 'type', "`'a'` is there twice"],
    [
      '«inputs.goal».orValue("x")',
      'type',
      '.orValue() is asked of an optional, and `inputs.goal` is string',
      '`.?` makes one: a.?b.orValue(…)',
    ],
    ['run.?cost_usd.orValue(«"none"»)', 'type', 'the value is double, and this is string'],
    ['«1u»', 'type', 'bytes and unsigned ints are not part of this language'],
    ["«b'a'»", 'type', 'bytes and unsigned ints are not part of this language'],
    ['«9223372036854775808»', 'type', 'this is outside the range of an int (64 bits)'],
    [
      'inputs.goal.matches(«"("»)',
      'type',
      '`"("`: this is not an RE2 pattern: error parsing regexp: missing closing ): `(`',
    ],
    // Closed sets.
    ["steps.plan.status == «'doen'»", 'type', "`steps.plan.status` is never 'doen'", "did you mean 'done'?"],
    [
      "«'over'» != steps.plan.status",
      'type',
      "`steps.plan.status` is never 'over'",
      "it is one of 'done', 'failed', 'skipped'",
    ],
    [
      "steps.plan.status in ['done', «'skiped'»]",
      'type',
      "`steps.plan.status` is never 'skiped'",
      "did you mean 'skipped'?",
    ],
    [
      "steps.plan.output.subtasks.exists(s, s.writer == «'gpt'»)",
      'type',
      "`s.writer` is never 'gpt'",
      "it is one of 'claude', 'codex'",
    ],
    // Free text.
    [
      "«steps.plan.text == 'yes'»",
      'free-text',
      '`steps.plan.text` is free text: what it says is not in a fixed form',
      'ask for an `output` with a schema, and compare a member of that',
    ],
    [
      "«'yes' == steps.plan.text.trim().lowerAscii()»",
      'free-text',
      '`steps.plan.text.trim().lowerAscii()` is free text: what it says is not in a fixed form',
      'ask for an `output` with a schema, and compare a member of that',
    ],
    [
      "«'yes' in steps.plan.text.split(' ')»",
      'free-text',
      "`steps.plan.text.split(' ')` is free text: what it says is not in a fixed form",
      'ask for an `output` with a schema, and compare a member of that',
    ],
    // Syntax.
    ['inputs.goal «=» "a"', 'syntax', '`=` is not expected here', 'equality is `==`'],
    ['true «and» false', 'syntax', '`and` is not expected here', 'and is `&&`'],
    ['«if» true', 'syntax', '`if` is a reserved word', 'a choice is `condition ? a : b`'],
    ['1 «+»', 'syntax', 'the expression ends too early'],
    ["«'abc»", 'syntax', 'this string is not closed'],
    ["'a«\\q»'", 'syntax', 'invalid escape sequence: \\q'],
    ['«»', 'syntax', 'there is no expression'],
    // Limits.
    ['[1].map(a, [1].map(b, [1].map(c, «[1].map(d, 1)»)))', 'limit', 'macros are nested at most 3 deep'],
  ])('%s', (text, code, message, help) => {
    const { source, spans } = marked(text);
    const [fault, ...more] = faultsOf(source);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code, message, ...(help !== undefined && { help }) });
    expect(fault?.span).toEqual(spans[0]);
  });
});

test('all faults are told at once, in the order of the text', () => {
  const faults = faultsOf('foo + inputs.gaol + steps.plan.outptu.x + size(1) + [2].map(x, x.y)[0]');
  expect(faults.map(({ code }) => code)).toEqual(['name', 'member', 'member', 'type', 'member']);
  expect(faults.map(({ span }) => span.start)).toEqual([0, 13, 31, 42, 65]);
});

test('a faulty part is told once, and not again by what stands around it', () => {
  expect(faultsOf('size(inputs.gaol.trim()) + 1 > 2 && !inputs.gaol')).toHaveLength(2);
});

describe('types', () => {
  test.each<[string, Type]>([
    ['1', { kind: 'int', exact: true }],
    ['inputs.parallel + 1', { kind: 'int' }],
    ['inputs.parallel / 2', { kind: 'double' }],
    ['size(inputs.goal) / 2', { kind: 'int', exact: true }],
    ['1 + 1.5', { kind: 'double' }],
    ['inputs.goal', { kind: 'string' }],
    ['inputs.goal + steps.plan.text', { kind: 'string', freeText: true }],
    ["'a'", { kind: 'string', enum: ['a'] }],
    ['run.?cost_usd', { kind: 'optional', of: { kind: 'double' } }],
    ['run.?cost_usd.orValue(0)', { kind: 'double' }],
    ['run.started_at - run.started_at', { kind: 'duration' }],
    ["run.started_at + duration('1h')", { kind: 'timestamp' }],
    ['run.started_at.getHours()', { kind: 'int', exact: true }],
    ['steps.plan.output.subtasks.map(s, s.title)', { kind: 'list', of: { kind: 'string' } }],
    ['labels', { kind: 'map', of: { kind: 'string' } }],
    ['any.x.y[0]', { kind: 'dyn' }],
    ["true ? 1 : 'a'", { kind: 'dyn' }],
    ["{'a': true}", { kind: 'object', fields: { a: { type: { kind: 'bool' } } }, rest: { kind: 'bool' } }],
  ])('%s', (source, type) => {
    expect(checkExpression(source, scope)).toMatchObject({ checked: { type } });
  });
});

describe('what is wanted', () => {
  test.each<[string, Type, string | undefined, string?]>([
    ['inputs.parallel', { kind: 'int' }, undefined],
    ['inputs.parallel', { kind: 'double' }, undefined],
    ['any', { kind: 'int' }, undefined],
    ['inputs.parallel / 2', { kind: 'int' }, 'this gives double, and int is wanted', 'write int(…)'],
    ['inputs.parallel', { kind: 'string' }, 'this gives int, and string is wanted', 'write string(…)'],
    [
      'run.?id',
      { kind: 'string' },
      'this gives optional string, and string is wanted',
      'say what holds when it is absent: .orValue(…)',
    ],
    ['run.?id', { kind: 'optional', of: { kind: 'string' } }, undefined],
    ['steps.plan.output.subtasks', { kind: 'list', of: { kind: 'dyn' } }, undefined],
    ["['a']", { kind: 'list', of: { kind: 'int' } }, 'this gives list of string, and list of int is wanted'],
    ['steps.plan.output.subtasks[0].writer', { kind: 'string', enum: ['claude', 'codex', 'pi'] }, undefined],
    [
      "true ? 'claude' : 'codx'",
      { kind: 'string', enum: ['claude', 'codex'] },
      "'codx' is not one of 'claude', 'codex'",
      "did you mean 'codex'?",
    ],
    [
      'inputs.goal',
      { kind: 'string', enum: ['a'] },
      "this gives string, and one of 'a' is wanted",
      'close the set: an `enum` in the schema it comes from',
    ],
    ['steps.plan.output.subtasks[0]', { kind: 'object', fields: { title: { type: { kind: 'string' } } } }, undefined],
    [
      'steps.plan.output.subtasks[0]',
      { kind: 'object', fields: { weight: { type: { kind: 'double' } } } },
      'this gives {title, writer, weight}, and {weight} is wanted',
    ],
  ])('%s as %j', (source, type, message, help) => {
    const [fault] = faultsOf(source, type);
    expect(fault?.message).toBe(message);
    if (help !== undefined) expect(fault?.help).toBe(help);
  });
});

test('a scope whose names are those of prototypes', () => {
  const names: Scope = { constructor: { kind: 'int' } as const };
  expect(checkExpression('constructor + 1', names)).toHaveProperty('checked');
  expect(checkExpression('toString', names)).toHaveProperty('faults');
});
