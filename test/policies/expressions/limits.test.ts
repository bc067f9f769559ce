/** What is hostile ends in a fault after bounded work: counted in steps, so nothing here depends on a clock. */
import { RE2JS } from 're2js';
import { describe, expect, test, vi } from 'vitest';
import {
  checkExpression,
  evaluateExpression,
  renderTemplate,
  type Scope,
} from '../../../policies/expressions/index.ts';

const scope: Scope = { items: { kind: 'list', of: { kind: 'dyn' } }, text: { kind: 'string' } };
const values = { items: Array.from({ length: 5000 }, (_, index) => ({ index })), text: 'x'.repeat(100_000) };
const STEPS = { fault: 'this takes more than 5,000,000 steps' };

describe('an evaluation', () => {
  test.each([
    ['nested macros', 'items.map(a, items.map(b, 1)).size()'],
    ['a quantifier that never decides', 'items.all(a, items.all(b, b.index >= 0))'],
    ['a quantifier that absorbs its faults', 'items.exists(a, items.exists(b, b.missing))'],
    ['a budget that no other side absorbs', 'items.all(a, items.all(b, true)) || true'],
    ['a list that doubles', `[[1]]${'.map(a, a + a)'.repeat(40)}.size()`],
    ['a value that refers to itself over and over', `[1]${'.map(a, [a, a])'.repeat(40)}`],
    ['such values compared', `[1]${'.map(a, [a, a])'.repeat(40)} == [1]${'.map(a, [a, a])'.repeat(40)}`],
    ['the same text searched', 'items.map(a, text.contains("y")).size()'],
    ['the same text taken apart', 'items.map(a, text.split("")).size()'],
    ['membership', 'items.filter(a, a in items).size() > 4999'],
  ])('%s', (_, source) => {
    expect(checkExpression(source, scope)).toHaveProperty('checked');
    expect(evaluateExpression(source, scope, values)).toEqual(STEPS);
  });

  test('a string that doubles', () => {
    const source = `['ab']${'.map(a, a + a)'.repeat(40)}`;
    expect(evaluateExpression(source, scope, values)).toEqual({
      fault: 'this makes a string of more than 16,777,216 characters',
    });
  });

  test('a template shares one budget', () => {
    const half = '${{ items.all(a, slice(items, 0, 100).all(b, true)) }}';
    expect(renderTemplate(half, scope, values)).toEqual({ value: true });
    expect(renderTemplate(` ${half.repeat(20)}`, scope, values)).toEqual(STEPS);
  });

  test('a value that holds itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(evaluateExpression('items', scope, { items: loop })).toHaveProperty('fault');
    expect(evaluateExpression('items == [items]', scope, { items: loop })).toHaveProperty('fault');
  });
});

describe('patterns', () => {
  test('are run by RE2, never by JavaScript', () => {
    const javascript = vi.spyOn(RegExp.prototype, 'test');
    const re2 = vi.spyOn(RE2JS.prototype, 'test');
    const source = "text.matches('^(x+)+$') || matches(text + '!', '^(x+)+$')";
    const result = evaluateExpression(source, scope, { text: `${'x'.repeat(40)}!` });
    const patterns = [...javascript.mock.contexts].map((pattern) => String(pattern));
    const ran = re2.mock.calls.length;
    vi.restoreAllMocks();
    expect(result).toEqual({ value: false });
    expect(patterns.filter((pattern) => pattern.includes('(x+)+'))).toEqual([]);
    expect(ran).toBe(2);
  });

  test('cost what text and program may take together', () => {
    const source = "items.exists(i, text.matches('^(x+x+)+y$'))";
    expect(evaluateExpression(source, scope, values)).toEqual(STEPS);
  });

  test('cost what compiling them takes', () => {
    const source = "items.exists(i, 'x'.matches('(a{900}|b{900})' + string(i.index)))";
    expect(evaluateExpression(source, scope, values)).toEqual(STEPS);
  });

  test.each(['((((a{100}){100}){100}){100})', '(a{1000}){1000}', 'a'.repeat(1001), 'x'.concat('(?=y)')])(
    'are refused when they are too large, or not RE2: %s',
    (pattern) => {
      expect(evaluateExpression('text.matches(items[0])', scope, { text: 'a', items: [pattern] })).toHaveProperty(
        'fault',
      );
      expect(checkExpression(`text.matches('${pattern}')`, scope)).toMatchObject({ faults: [{ code: 'type' }] });
    },
  );
});

describe('an expression', () => {
  test.each<[string, string, string]>([
    ['too long', `${' '.repeat(16 * 1024)}1`, 'an expression has at most 16384 characters'],
    ['too many parts', `1${' + 1'.repeat(1500)}`, 'an expression has at most 2000 parts'],
    ['too deep', `${'('.repeat(200)}1${')'.repeat(200)}`, 'an expression is nested at most 100 deep'],
    ['too deep by members', `text${'.a'.repeat(200)}`, 'an expression is nested at most 100 deep'],
    ['too deep by signs', `${'!'.repeat(16_000)}true`, 'this expression is nested too deep'],
    ['too many elements', `[${'1,'.repeat(1100)}]`, 'a list that is written down has at most 1000 elements'],
    ['too many arguments', `size(${'1,'.repeat(20)}1)`, 'a call has at most 16 arguments'],
  ])('%s', (_, source, message) => {
    expect(checkExpression(source, scope)).toMatchObject({ faults: [{ code: 'limit', message }] });
    expect(evaluateExpression(source, scope, values)).toEqual({ fault: message });
  });

  test('that is as large as may be is checked and run', () => {
    expect(evaluateExpression(`1${' + 1'.repeat(998)}`, scope, values)).toEqual({ value: 999 });
    expect(evaluateExpression(`true${' && true'.repeat(998)}`, scope, values)).toEqual({ value: true });
  });
});
