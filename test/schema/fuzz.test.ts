/** Mutated and random YAML: loading never throws, always answers, and every issue stands where its file has a place. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codes } from '../../schema/codes.ts';
import { renderIssues } from '../../schema/render.ts';
import { signs } from '../fuzz/words.ts';
import { load } from './project.ts';

const polly = readFileSync('examples/polly/polly.yaml', 'utf8');
/** The signs, and some words that YAML reads as something else. */
const torn = [...signs, '__proto__', '1.10', '~'];

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(polly.length),
  remove: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, fc.nat(400)),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...torn), fc.string({ maxLength: 5 })),
});

function check(text: string): void {
  const { issues, sources, spec, locate } = load(text);
  expect(issues.length === 0).toBe(spec !== undefined);
  for (const issue of issues) {
    expect(codes[issue.code as keyof typeof codes], issue.code).toBeDefined();
    const source = sources.find(({ file }) => file === issue.file)!;
    const start = source.lineStarts[issue.line - 1]! + issue.column - 1;
    const end = source.lineStarts[issue.endLine - 1]! + issue.endColumn - 1;
    expect(start).toBeLessThanOrEqual(end);
    expect(end).toBeLessThanOrEqual(source.text.length);
  }
  expect(renderIssues(issues, sources).split('\n\n').length).toBeGreaterThanOrEqual(issues.length);
  expect(
    locate({ code: 'OMNI2001', path: ['workflow', 'steps', 0, 'prompt'], span: { start: 3, end: 9 }, message: 'm' })
      .line,
  ).toBeGreaterThan(0);
}

test('polly with a few edits', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      check(
        edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), polly),
      );
    }),
    { numRuns: 500 },
  );
});

test('signs and words in any order', () => {
  const word = fc.constantFrom(
    ...torn,
    'a',
    'b: ',
    'apiVersion: omni/v1\n',
    'kind: Workflow\n',
    'steps:\n',
    '  - run: x\n',
    'name: n\n',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => check(words.join(''))),
    { numRuns: 1000 },
  );
});

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), { numRuns: 500 });
});
