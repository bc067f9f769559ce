import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, parseDocument, type Scalar } from 'yaml';
import { scalarOffsets } from '../../../schema/yaml/offsets.ts';

function mapped(text: string): { value: string; offsets: number[]; text: string } {
  const root = parseDocument(text, { keepSourceTokens: true }).contents;
  if (!isMap(root)) throw new TypeError('a map is wanted');
  const node = root.items[0]!.value as Scalar;
  return { value: String(node.value), offsets: [...scalarOffsets(text, node)], text };
}

/** The source character that spells each unit of the value, with a fold shown as `~`. */
function spelling(text: string): string {
  const { value, offsets } = mapped(text);
  return [...value].map((unit, index) => (text[offsets[index]!] === unit ? unit : '~')).join('');
}

describe('each unit of a value is found where it is spelled', () => {
  test('plain', () => {
    expect(mapped('key: abc # note\n').offsets).toEqual([5, 6, 7, 8]);
  });
  test('plain over several lines: a fold is at the end of its line', () => {
    expect(mapped('key: a\n  b\n\n  c\n')).toMatchObject({ value: 'a b\nc', offsets: [5, 6, 9, 10, 14, 15] });
  });
  test('single quotes: a doubled quote is one unit', () => {
    expect(mapped("key: 'it''s'\n")).toMatchObject({ value: "it's", offsets: [6, 7, 8, 10, 11] });
  });
  test('double quotes: escapes', () => {
    expect(mapped('key: "a\\tb\\u0041\\U0001F600c"\n')).toMatchObject({
      value: 'a\tbA😀c',
      offsets: [6, 7, 9, 10, 16, 16, 26, 27],
    });
  });
  test('double quotes: an escaped line break gives nothing', () => {
    expect(mapped('key: "a\\\n   b"\n')).toMatchObject({ value: 'ab', offsets: [6, 12, 13] });
  });
  test('literal blocks: the indentation is not part of the value', () => {
    expect(mapped('key: |\n  ab\n    c\n\n  d\n')).toMatchObject({ value: 'ab\n  c\n\nd\n' });
    expect(spelling('key: |\n  ab\n    c\n\n  d\n')).toBe('ab\n  c\n\nd\n');
  });
  test('literal blocks with an indentation indicator and chomping', () => {
    const { value, offsets } = mapped('key: |2-\n    a\n  b\n\n');
    expect(value).toBe('  a\nb');
    expect(offsets).toEqual([11, 12, 13, 14, 17, 18]);
  });
  test('folded blocks: folds, kept breaks, and lines indented further', () => {
    const text = 'key: >-\n\n  a\n  b\n\n  c\n    d\n  e\n';
    expect(mapped(text).value).toBe('\na b\nc\n  d\ne');
    const { offsets } = mapped(text);
    for (const letter of 'abcde') expect(text[offsets[mapped(text).value.indexOf(letter)]!]).toBe(letter);
  });
});

describe('for every way to spell a value', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '😀', "'", '"', '\\', '#', '$', '{', '}', ' '),
    minLength: 0,
    maxLength: 8,
  });
  const lines = fc.array(
    fc.oneof(
      word,
      word.map((text) => ` ${text}`),
    ),
    { minLength: 1, maxLength: 6 },
  );

  const check = (text: string) => {
    const document = parseDocument(text, { keepSourceTokens: true });
    if (document.errors.length > 0 || !isMap(document.contents)) return;
    const node = document.contents.items[0]?.value as Scalar | null;
    if (typeof node?.value !== 'string') return;
    const offsets = scalarOffsets(text, node);
    expect(offsets.length).toBe(node.value.length + 1);
    for (let i = 0; i < node.value.length; i++) {
      if (i > 0) expect(offsets[i]!).toBeGreaterThanOrEqual(offsets[i - 1]!);
      const unit = node.value[i]!;
      if (unit === ' ' || unit === '\n') continue;
      const source = text[offsets[i]!];
      expect(source === unit || source === '\\', `${JSON.stringify(text)} at ${i}`).toBe(true);
    }
  };

  test('literal and folded blocks', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2'), (body, header) => {
        check(`key: ${header}\n${body.map((line) => `  ${line}`).join('\n')}\nnext: 1\n`);
      }),
      { numRuns: 500 },
    );
  });
  test('quoted texts', () => {
    fc.assert(
      fc.property(lines, (body) => {
        check(`key: ${JSON.stringify(body.join(' '))}\n`);
        check(`key: '${body.map((line) => line.replaceAll("'", "''")).join('\n  ')}'\n`);
        check(`key: "${body.map((line) => line.replaceAll(/["\\]/g, '\\$&')).join('\n  ')}"\n`);
      }),
      { numRuns: 500 },
    );
  });
  test('plain texts', () => {
    fc.assert(
      fc.property(lines, (body) => {
        check(`key: x${body.join('\n  ')}\n`);
      }),
      { numRuns: 500 },
    );
  });
});
