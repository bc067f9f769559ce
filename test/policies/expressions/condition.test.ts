import { describe, expect, test } from 'vitest';
import { checkCondition, evaluateCondition, type Fault } from '../../../policies/expressions/index.ts';
import { scope, values } from './world.ts';

describe('a condition', () => {
  test.each<[string, boolean]>([
    ['index == 1', true],
    ['${{ index == 1 }}', true],
    ['  ${{ index == 2 }}\n', false],
    ["inputs.goal == '${{'", false],
    ["${{ inputs.goal != '}}' }}", true],
    ["{'a': {'b': true}}.a.b", true],
    ['any.list.size() == 3', true],
  ])('%j', (text, value) => {
    expect(checkCondition(text, scope)).toHaveProperty('checked');
    expect(evaluateCondition(text, scope, values)).toEqual({ value });
  });

  test.each<[string, Fault['code'], string]>([
    ['', 'syntax', ''],
    ['  ', 'syntax', ''],
    ['${{ index }} == 1', 'template', '${{'],
    ["inputs.goal == ${{ 'a' }}", 'template', '${{'],
    ['${{ index == 1 }} && ${{ index == 2 }}', 'template', '${{'],
    ['${{ index == 1', 'template', '${{'],
    ['  ${{ indx == 1 }}', 'name', 'indx'],
    [' indx == 1', 'name', 'indx'],
    ['  inputs.goal', 'type', 'inputs.goal'],
    ['${{ inputs.goal }}', 'type', 'inputs.goal'],
  ])('%j is none', (text, code, at) => {
    const check = checkCondition(text, scope);
    expect(check).toMatchObject({ faults: [{ code }] });
    if ('checked' in check) return;
    const [fault] = check.faults;
    expect(text.slice(fault?.span.start, fault?.span.end)).toBe(at);
    expect(evaluateCondition(text, scope, values)).toHaveProperty('fault');
  });

  test('says what to write for something that is no bool', () => {
    expect(checkCondition('inputs.goal', scope)).toMatchObject({
      faults: [
        {
          message: 'this gives string, and bool is wanted',
          help: "nothing is true by itself: compare it, for example with != ''",
        },
      ],
    });
  });

  test('a dyn that is no bool at run time is a fault', () => {
    expect(checkCondition('any.list', scope)).toHaveProperty('checked');
    expect(evaluateCondition('any.list', scope, values)).toEqual({ fault: 'the condition `any.list` gives no bool' });
  });

  test('its reads stand where they are in the text', () => {
    const text = '\n${{ has(last.plan) && index > 0 }}';
    const check = checkCondition(text, scope);
    expect(check).toHaveProperty('checked');
    if ('faults' in check) return;
    expect(check.checked.reads.map(({ span }) => text.slice(span.start, span.end))).toEqual(['last.plan', 'index']);
  });
});
