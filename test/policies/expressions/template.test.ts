import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkTemplate,
  type Fault,
  parseTemplate,
  renderTemplate,
  type Type,
} from '../../../policies/expressions/index.ts';
import { scope, values } from './world.ts';

const render = (text: string) => renderTemplate(text, scope, values);

function faultOf(text: string, expected?: Type): Fault | undefined {
  const check = checkTemplate(text, scope, expected);
  return 'faults' in check ? check.faults[0] : undefined;
}

describe('an expression ends at its own braces', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['no expression, $ { { }} }', []],
    ['a ${{ index }} b ${{index}}', ['index', 'index']],
    ["${{ '}}' }}", ["'}}'"]],
    ['${{ "}}" + \'{{\' }}', ['"}}" + \'{{\'']],
    ["${{ 'it\\'s }}' }}!", ["'it\\'s }}'"]],
    ["${{ '''a'}}''' }}", ["'''a'}}'''"]],
    ["${{ r'}}' }}", ["r'}}'"]],
    ["${{ {'a': {'b': 1}}.a.b }}", ["{'a': {'b': 1}}.a.b"]],
    ["${{ {'a': {'b': 1}}}}", ["{'a': {'b': 1}}"]],
    ["${{ 1 // it's one }}", ["1 // it's one"]],
    ["${{ 1 // it's {\n }}", ["1 // it's {"]],
    ['${{\n  index\n}}', ['index']],
  ])('%s', (text, expressions) => {
    const template = parseTemplate(text);
    expect(template).toHaveProperty('parts');
    if ('faults' in template) return;
    const found = template.parts.filter((part) => typeof part !== 'string');
    expect(found.map(({ expression }) => expression)).toEqual(expressions);
    for (const { expression, span } of found) expect(text.slice(span.start, span.end)).toBe(expression);
  });
});

describe('what is no template', () => {
  test.each<[string, Fault['span'], string]>([
    ['a ${{ index', { start: 2, end: 5 }, 'write `}}` after the expression'],
    [
      "a ${{ 'b }} c",
      { start: 2, end: 5 },
      'a `}}` in a string or map does not close it: look for a quote or brace that is open',
    ],
    [
      "${{ {'a': 1 }} c",
      { start: 0, end: 3 },
      'a `}}` in a string or map does not close it: look for a quote or brace that is open',
    ],
  ])('%s', (text, span, help) => {
    const fault: Fault = { code: 'template', span, message: '`$' + '{{` is not closed', help };
    expect(parseTemplate(text)).toEqual({ faults: [fault] });
    expect(checkTemplate(text, scope)).toEqual({ faults: [fault] });
    expect(render(text)).toEqual({ fault: fault.message });
  });

  test('braces without an expression', () => {
    expect(faultOf('a ${{  }} b')).toMatchObject({ code: 'template', span: { start: 2, end: 9 } });
  });
});

describe('renders', () => {
  test.each<[string, unknown]>([
    ['plain', 'plain'],
    ['', ''],
    // A whole one keeps its type.
    ['${{ index }}', 1],
    ['${{ steps.plan.output.count + 0.5 }}', 2.5],
    ['${{ any.nothing }}', null],
    ['${{ any.list }}', [1, 2, 3]],
    ['${{ run.?cost_usd }}', undefined],
    ['${{ run.started_at }}', '2026-11-22T10:00:00Z'],
    ["${{ duration('90m') }}", '5400s'],
    // Text around it makes it text.
    [' ${{ index }}', ' 1'],
    ['${{ index }}\n', '1\n'],
    ['${{ index }}${{ index }}', '11'],
    ['n: ${{ any.nothing }}.', 'n: .'],
    ['n: ${{ run.?cost_usd }}.', 'n: .'],
    [
      'n: ${{ true }} ${{ 1.0 }} ${{ 0.1 + 0.2 }} ${{ 1e21 }} ${{ size(inputs.goal) }}',
      'n: true 1 0.30000000000000004 1e+21 7',
    ],
    ['at ${{ run.started_at }}', 'at 2026-11-22T10:00:00Z'],
    ['l:\n${{ any.list }}\nend', 'l:\n- 1\n- 2\n- 3\nend'],
    ['m: ${{ labels }}', 'm: omni/kind: bug\nsize: small'],
    ['e: ${{ [] }} ${{ {} }}', 'e: [] {}'],
    ['twice: ${{ [labels, labels].map(l, l.size) }}', 'twice: - small\n- small'],
    // There is no escape but a string that holds it.
    ["${{ '${{' }} x }}", '${{ x }}'],
    ['$${{ index }}', '$1'],
    // Values are inserted once.
    ['> ${{ steps.plan.text }}', '> Two parts: ${{ inputs.goal }}'],
  ])('%j', (text, value) => {
    expect(checkTemplate(text, scope)).toHaveProperty('checked');
    expect(render(text)).toEqual({ value });
  });

  test('the same list twice is printed twice, without anchors', () => {
    expect(render('x\n${{ [labels, labels] }}')).toEqual({
      value: 'x\n- omni/kind: bug\n  size: small\n- omni/kind: bug\n  size: small',
    });
  });

  test('the first fault', () => {
    expect(render("a ${{ int('x') }}")).toEqual({ fault: '"x" is not an int' });
    expect(render('a ${{ foo }}')).toEqual({ fault: 'there is no `foo` here' });
  });
});

describe('is checked', () => {
  test('every expression of it, with spans of the whole text', () => {
    const text = 'Dear ${{ foo }},\nsee ${{ inputs.gaol }} and ${{ index }}';
    const check = checkTemplate(text, scope);
    expect(check).toHaveProperty('faults');
    if ('checked' in check) return;
    expect(check.faults.map(({ span }) => text.slice(span.start, span.end))).toEqual(['foo', 'gaol']);
  });

  test('its reads stand where they are in the text', () => {
    const text = 'a ${{ index }} b ${{ inputs.goal + run.?id.orValue("") }}';
    const check = checkTemplate(text, scope);
    expect(check).toHaveProperty('checked');
    if ('faults' in check) return;
    const reads = check.checked.reads.map(({ span }) => text.slice(span.start, span.end));
    expect(reads).toEqual(['index', 'inputs.goal', 'run.?id']);
  });

  test.each<[string, Type, string | undefined, string?]>([
    ['claude', { kind: 'string', enum: ['claude'] }, undefined],
    ['claud', { kind: 'string', enum: ['claude'] }, "'claud' is not one of 'claude'", "did you mean 'claude'?"],
    ['3', { kind: 'int' }, 'this gives string, and int is wanted'],
    ['${{ index }}', { kind: 'int' }, undefined],
    [
      '${{ index }}\n',
      { kind: 'int' },
      'this gives string, and int is wanted',
      'white space stands round the `$' + '{{ }}`, so it is text: a long one goes under `>-`',
    ],
    ['n: ${{ index }}', { kind: 'string' }, undefined],
    ['${{ index }}', { kind: 'string' }, 'this gives int, and string is wanted', 'write string(…)'],
  ])('%j as %j', (text, expected, message, help) => {
    const fault = faultOf(text, expected);
    expect(fault?.message).toBe(message);
    if (help !== undefined) expect(fault?.help).toBe(help);
  });

  test.each<[string, unknown]>([
    ['plain', { type: { kind: 'string', enum: ['plain'] }, reads: [], closed: ['plain'], literal: 'plain' }],
    ["${{ 'a' }}", { type: { kind: 'string', enum: ['a'] }, reads: [], closed: ['a'], literal: 'a' }],
    ["a ${{ 'b' }}", { type: { kind: 'string' }, reads: [] }],
  ])('%j', (text, checked) => {
    expect(checkTemplate(text, scope)).toEqual({ checked });
  });

  test('a text that holds free text is free', () => {
    expect(checkTemplate('x ${{ steps.plan.text }}', scope)).toMatchObject({
      checked: { type: { kind: 'string', freeText: true } },
    });
  });
});

describe('whatever the text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '$', '{', '}', "'", '"', '\\', '\n', '/', ' ') });

  test('without braces it renders to itself', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'grapheme' })), (any) => {
        fc.pre(!any.includes('${{'));
        expect(render(any)).toEqual({ value: any });
        expect(parseTemplate(any)).toEqual({ parts: [any], whole: false });
      }),
    );
  });

  test('its parts are the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, fc.constantFrom('${{ index }}', "${{ '}}' }}", "${{{'a':{}}}}"))),
        (pieces) => {
          const whole = pieces.join('');
          const template = parseTemplate(whole);
          if ('faults' in template) return;
          let at = 0;
          for (const part of template.parts) {
            const end = typeof part === 'string' ? at + part.length : whole.indexOf('}}', part.span.end) + 2;
            if (typeof part === 'string') expect(whole.slice(at, end)).toBe(part);
            else expect(whole.slice(part.span.start, part.span.end)).toBe(part.expression);
            at = end;
          }
          expect(at).toBe(whole.length);
        },
      ),
    );
  });

  test('values are inserted as they are, and never looked at again', () => {
    const value = fc.oneof(text, fc.constantFrom('${{ inputs.price }}', '}}', "'}}", '$', '{{ x }}'));
    fc.assert(
      fc.property(text, value, text, (before, goal, after) => {
        fc.pre(!`${before}$`.includes('${{') && !after.includes('${{') && !/[${]$/.test(before));
        const given = { ...values, inputs: { goal } };
        expect(renderTemplate(`${before}-\${{ inputs.goal }}-${after}`, scope, given)).toEqual({
          value: `${before}-${goal}-${after}`,
        });
      }),
    );
  });
});
