/** The section *YAML must not lie* of the language: each case, where it is marked, and the line that it says to paste. */
import { describe, expect, test } from 'vitest';
import { codesOf, firstIssue } from './project.ts';

describe('a value that begins with a sign of YAML and goes on', () => {
  test.each([
    ['- run: ls\n  if: !done', '!done', 'if: "!done"'],
    ['- run: ls\n  if: !steps.a.ok && b # why', '!steps.a.ok && b', 'if: "!steps.a.ok && b" # why'],
    ["- run: ls\n  if: 'a' == inputs.b", "'a' == inputs.b", 'if: "\'a\' == inputs.b"'],
    ['- run: ls\n  if: "a" == inputs.b', '"a" == inputs.b', 'if: \'"a" == inputs.b\''],
    ['- run: ls\n  if: [1, 2].exists(x, x > 1)', '[1, 2].exists(x, x > 1)', 'if: "[1, 2].exists(x, x > 1)"'],
    ['- run: ls\n  if: {} == inputs.b', '{} == inputs.b', 'if: "{} == inputs.b"'],
    ['- run: @scope/tool', '@scope/tool', '- run: "@scope/tool"'],
    ['- run: `date`', '`date`', '- run: "`date`"'],
    ['- run: %1', '%1', '- run: "%1"'],
  ])('%s', (fragment, marked, paste) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1012', marked, help: `quote it: ${paste}` });
  });

  test('in a flow map only the value is quoted', () => {
    expect(firstIssue('- run: ls\n  retry: { backoff: !x, attempts: 2 }').help).toBe(
      'quote it: retry: { backoff: "!x", attempts: 2 }',
    );
  });
  test('an expression in a flow map or list', () => {
    expect(firstIssue('- run: ls\n  worktree: { base: ${{ inputs.base }} }')).toMatchObject({
      code: 'OMNI1012',
      marked: '${{ inputs.base }}',
      help: 'quote it: worktree: { base: "${{ inputs.base }}" }',
    });
    expect(firstIssue('- merge: [ ${{ inputs.base }} ]\n  into: main').help).toBe(
      'quote it: - merge: [ "${{ inputs.base }}" ]',
    );
  });
  test('tags that YAML knows are refused as well', () => {
    expect(codesOf('- run: !!str 12')).toEqual(['OMNI1012']);
  });
  test('a sign of YAML inside a text is nothing', () => {
    expect(codesOf('- run: "echo"\n  if: a != \'b\' && !c')).toEqual([]);
    expect(codesOf("- run: 'it''s' # said")).toEqual([]);
  });
  test('anchors and aliases: what was meant may be a pattern', () => {
    expect(firstIssue('- run: *.ts')).toMatchObject({ code: 'OMNI1024', marked: '*.ts' });
    expect(firstIssue('- run: *.ts').help).toContain('- run: "*.ts"');
    expect(firstIssue('- run: &all ls').code).toBe('OMNI1024');
  });
});

describe('a comment that cuts a value', () => {
  test.each([
    ['- approve: Merge PR #${{ inputs.n }}', '- approve: "Merge PR #${{ inputs.n }}"'],
    ['- fail: f(a #b', '- fail: "f(a #b"'],
    ['- run: echo "a #b"', '- run: \'echo "a #b"\''],
    ['- fail: ${{ a #b }}', '- fail: "${{ a #b }}"'],
    ['- fail: see [1 #2]', '- fail: "see [1 #2]"'],
  ])('%s', (fragment, paste) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1013', help: `quote it: ${paste}` });
  });
  test.each([
    '- fail: nothing # said',
    "- fail: don't # an apostrophe opens nothing",
    '- fail: ${{ inputs.a }} # the whole expression stands before it',
    '- fail: "quoted" # ${{ inputs.a }}',
    '# ${{ inputs.a }}\n- fail: x',
  ])('a comment that is one: %s', (fragment) => {
    expect(codesOf(fragment.startsWith('#') ? `steps:\n  ${fragment.replaceAll('\n', '\n  ')}` : fragment)).toEqual([]);
  });
});

describe('a flow map that splits a call', () => {
  test.each([
    ['- run: ls\n  env: { A: f(x, y) }', 'f(x, y)', 'env: { A: "f(x, y)" }'],
    ['- run: ls\n  env: { A: f(g(x), y) + 1, B: z }', 'f(g(x), y) + 1', 'env: { A: "f(g(x), y) + 1", B: z }'],
    ['- run: [f(x, y), z]', 'f(x, y)', '- run: ["f(x, y)", z]'],
  ])('%s', (fragment, marked, paste) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1014', marked, help: `quote it: ${paste}` });
  });
  test('a call without a comma is whole', () => {
    expect(codesOf('- run: ls\n  env: { A: f(x) }')).toEqual([]);
  });
});

describe('quotes and brackets that nothing closes', () => {
  test.each([
    ['- run: "make test\n- run: make lint', '"'],
    ["- run: 'make test\n- run: make lint", "'"],
    ['- run: [make, test\n- run: make lint', '['],
    ['- run: ls\n  env: { A: b\n- run: make lint', '{'],
    ['- run: "make test\n- run: "make lint"', '"'],
  ])('%s', (fragment, marked) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1015', marked });
  });
  test('the mark stands where it was opened, and nothing is said about what follows', () => {
    expect(firstIssue('- run: ls\n- run: "make test\n- run: make lint\n- bogus: 1').line).toBe(6);
    expect(codesOf('- run: ls\n- run: "make test\n- run: make lint\n- bogus: 1')).toEqual(['OMNI1015']);
  });
});

describe('numbers whose text does not survive', () => {
  test.each([
    ['- fail: 1.10', '1.10', '- fail: "1.10"'],
    ['- fail: 0123456', '0123456', '- fail: "0123456"'],
    ['- fail: 1e3', '1e3', '- fail: "1e3"'],
    ['- fail: 0x1F', '0x1F', '- fail: "0x1F"'],
    ['- fail: +1', '+1', '- fail: "+1"'],
    ['- run: ls\n  env: { V: 1.10 }', '1.10', 'env: { V: "1.10" }'],
    ['- run: [a, 1.0]', '1.0', '- run: [a, "1.0"]'],
    ['inputs:\n  v: { type: string, default: 1.10 }', '1.10', 'v: { type: string, default: "1.10" }'],
    ['inputs:\n  v: { type: string, enum: [1.10, b] }', '1.10', 'v: { type: string, enum: ["1.10", b] }'],
    ['description: 1.10', '1.10', 'description: "1.10"'],
  ])('%s', (fragment, marked, paste) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1017', marked, help: `quote it: ${paste}` });
  });
  test('numbers that JSON does not hold are refused everywhere', () => {
    for (const number of ['.inf', '.nan', '12345678901234567890'])
      expect(firstIssue(`inputs:\n  v: { default: ${number} }`).code).toBe('OMNI1017');
  });
  test('a number that survives is a number, and still no text', () => {
    expect(codesOf('- run: ls\n  env: { PORT: 8080 }')).toEqual([]);
    expect(firstIssue('- fail: 42')).toMatchObject({ code: 'OMNI1005', help: 'quote it: - fail: "42"' });
    expect(firstIssue('- fail: true')).toMatchObject({ code: 'OMNI1005', help: 'quote it: - fail: "true"' });
  });
  test('keys are their own text', () => {
    expect(
      codesOf('inputs:\n  v: { type: object, properties: { 404: { type: string }, 1.10: { type: string } } }'),
    ).toEqual([]);
  });
});

describe('a text that reads as a map', () => {
  test.each([
    ['- fail: Cost: ${{ x }}', 'Cost: ${{ x }}', '- fail: "Cost: ${{ x }}"'],
    ['- fail: a ? b : c', 'a ? b : c', '- fail: "a ? b : c"'],
    ['- fail: ${{ a ? b : c }}', '${{ a ? b : c }}', '- fail: "${{ a ? b : c }}"'],
    ["- fail: ${{ {'a': 1}.a }}", "${{ {'a': 1}.a }}", '- fail: "${{ {\'a\': 1}.a }}"'],
    ['- run:\n    - Cost: ${{ x }}', 'Cost: ${{ x }}', '- "Cost: ${{ x }}"'],
    ['- run: [echo, Cost: x]', 'Cost: x', '- run: [echo, "Cost: x"]'],
  ])('%s', (fragment, marked, paste) => {
    expect(firstIssue(fragment)).toMatchObject({ code: 'OMNI1016', marked, help: `quote it: ${paste}` });
  });
  test('a long expression under >- needs no quotes', () => {
    expect(codesOf('- run: ls\n  if: >-\n    a ? b : c\n    && !d && \'x\' == "y" # no comment here: ${{ }}')).toEqual(
      [],
    );
  });
});

test('every lie of a document is told at once, and its other lines are still checked', () => {
  const fragment = [
    '- run: ls',
    '  if: !a',
    '- fail: Cost: x',
    "- fail: 'a' == b",
    '- fail: PR #${{ n }}',
    '- bogus: 1',
    '- run: ls',
    '  env: { A: 1.10, B: f(x, y) }',
    '- fail: x',
    '  timout: 1m',
  ].join('\n');
  expect(codesOf(fragment)).toEqual([
    'OMNI1012',
    'OMNI1016',
    'OMNI1012',
    'OMNI1013',
    'OMNI1008',
    'OMNI1017',
    'OMNI1014',
    'OMNI1003',
  ]);
});

test('the pasted line is right: quoting what a message says leaves nothing wrong', () => {
  for (const fragment of [
    '- fail: Cost: ${{ x }}',
    '- fail: !done',
    "- fail: 'a' == b",
    '- fail: 1.10',
    '- fail: echo "a #b"',
    '- fail: PR #${{ n }}',
    "- fail: it's: 'x' \"y\" \\n",
  ]) {
    const { help } = firstIssue(fragment);
    expect(codesOf(help!.replace('quote it: ', '')), fragment).toEqual([]);
  }
});
