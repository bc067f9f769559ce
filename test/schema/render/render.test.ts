import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../schema/issue.ts';
import { issueToJson, type Palette, renderIssue, renderIssues } from '../../../schema/render.ts';
import { makeSource } from '../../../schema/source.ts';

const issueOn = (text: string, start: number, end: number, more: Partial<Issue> = {}) => {
  const issue: Issue = {
    code: 'OMNI1003',
    severity: 'error',
    file: 'a.yaml',
    line: 1,
    column: start + 1,
    endLine: 1,
    endColumn: end + 1,
    message: 'wrong',
    ...more,
  };
  return renderIssue(issue, [makeSource('a.yaml', text)]);
};
/** The shown line and the marks under it. */
const frame = (rendered: string) =>
  rendered
    .split('\n')
    .slice(3, 5)
    .map((line) => line.replace(/^\s*\d* \| ?/, ''));

test('a whole issue', () => {
  const source = makeSource('examples/hello.yaml', 'a: 1\nb: 2\n    promt: Say hello.\n');
  const issue: Issue = {
    code: 'OMNI1003',
    severity: 'error',
    file: source.file,
    line: 3,
    column: 5,
    endLine: 3,
    endColumn: 10,
    message: 'unknown key "promt"',
    help: 'did you mean `prompt`?',
  };
  expect(renderIssue(issue, [source])).toBe(
    [
      'error[OMNI1003]: unknown key "promt"',
      ' --> examples/hello.yaml:3:5',
      '  |',
      '3 |     promt: Say hello.',
      '  |     ^^^^^',
      '  = help: did you mean `prompt`?',
    ].join('\n'),
  );
});

describe('the mark stands under what it marks', () => {
  test('tabs are shown as four columns', () => {
    expect(frame(issueOn('a:\tb', 3, 4))).toEqual(['a:    b', '      ^']);
  });
  test('wide characters take two columns', () => {
    expect(frame(issueOn('名前: 値だ x', 7, 8))).toEqual(['名前: 値だ x', '           ^']);
    expect(frame(issueOn('名前: 値だ x', 4, 6))).toEqual(['名前: 値だ x', '      ^^^^']);
  });
  test('emoji and combined characters are one grapheme', () => {
    expect(frame(issueOn('👩‍👩‍👧 e\u0301 x', 12, 13))).toEqual(['👩‍👩‍👧 e\u0301 x', '     ^']);
  });
  test('an empty stretch and the end of a line have one mark', () => {
    expect(frame(issueOn('abc', 3, 3))).toEqual(['abc', '   ^']);
    expect(frame(issueOn('abc', 1, 1))).toEqual(['abc', ' ^']);
  });
  test('what goes on over the line is marked to its end', () => {
    expect(frame(issueOn('abc', 1, 0, { endLine: 2 }))).toEqual(['abc', ' ^^']);
  });
  test('a long line is cut on both sides, and the mark is seen', () => {
    const [shown, marks] = frame(issueOn(`${'x'.repeat(300)}WRONG${'y'.repeat(300)}`, 300, 305));
    expect(shown).toMatch(/^…x{30}WRONGy+…$/);
    expect(marks).toBe(`${' '.repeat(31)}^^^^^`);
    expect(shown!.length).toBeLessThanOrEqual(101);
  });
  test('a line of a megabyte', () => {
    for (const at of [0, 500_000, 999_999, 1_000_000]) {
      expect(frame(issueOn('x'.repeat(1_000_000), at, at + 1))[0]!.length).toBeLessThanOrEqual(101);
    }
  });
});

describe('hostile text', () => {
  test('escape sequences and direction marks never reach the terminal', () => {
    const rendered = issueOn('a: \u202Eb\u001B[31m', 3, 5, {
      message: 'x\u001B[2Jy\r\n',
      help: 'a\nb\u0007',
      file: 'a\u001B.yaml',
    });
    for (const sign of ['\u001B', '\u0007', '\r', '\u202E']) expect(rendered).not.toContain(sign);
  });
});

test('a file that is not at hand has no frame', () => {
  const issue: Issue = {
    code: 'OMNI1033',
    severity: 'warning',
    file: 'x.yaml',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    message: 'there is no x.yaml',
  };
  expect(renderIssue(issue, [])).toBe('warning[OMNI1033]: there is no x.yaml\n --> x.yaml:1:1');
});

test('colour is the palette’s', () => {
  const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const palette: Palette = { error: tag('e'), warning: tag('w'), frame: tag('f'), strong: tag('s'), help: tag('h') };
  const issue: Issue = {
    code: 'OMNI1003',
    severity: 'error',
    file: 'a',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    message: 'm',
    help: 'h',
  };
  expect(renderIssue(issue, [makeSource('a', 'x')], palette).split('\n')).toEqual([
    '<e>error[OMNI1003]</e><s>: m</s>',
    ' <f>--></f> a:1:1',
    '  <f>|</f>',
    '<f>1</f> <f>|</f> x',
    '  <f>|</f> <e>^</e>',
    '  <f>=</f> <h>help</h>: h',
  ]);
});

test('several issues, and how many', () => {
  const issue: Issue = {
    code: 'OMNI1003',
    severity: 'error',
    file: 'a',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    message: 'm',
  };
  const text = renderIssues([issue, issue, { ...issue, severity: 'warning' }], []);
  expect(text.split('\n\n')).toHaveLength(4);
  expect(text).toMatch(/\n\n2 errors, 1 warning; `omni explain OMNI1003` says more$/);
  expect(renderIssues([], [])).toBe('');
});

test('as JSON', () => {
  const issue: Issue = {
    code: 'OMNI1003',
    severity: 'error',
    file: 'a',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    message: 'm',
  };
  expect(issueToJson(issue)).toEqual({ type: 'issue', version: 1, ...issue });
});
