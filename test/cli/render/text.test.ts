import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, neutraliseLine, pad, truncate, widthOf, wrap } from '../../../cli/render/text.ts';

describe('neutralise', () => {
  test('shows control characters instead of sending them', () => {
    expect(neutralise('a\u001b[31mb\u0007\u009b\u007f')).toBe('a␛[31mb␇�␡');
  });

  test('shows what would turn the reading order round', () => {
    expect(neutralise('evil\u202etxt.exe\u2066')).toBe('evil�txt.exe�');
  });

  test('shows what could not be seen, and leaves emoji and scripts as they are', () => {
    expect(neutralise('a\u200bb\u{e0041}c\u00add\u200de\ufeff')).toBe('a�b�c�d�e�');
    const texts = ['👩‍👩‍👧 👩🏽‍🚀 ❤️‍🔥 🏴', 'שלום עולם', 'مرحبا', '名前', 'e\u0301', 'हिन्दी'];
    for (const text of texts) expect(neutralise(text)).toBe(text);
  });

  test('keeps lines, and makes one of them where one is wanted', () => {
    expect(neutralise('a\r\nb\tc\nd\r')).toBe('a\nb  c\nd␍');
    expect(neutraliseLine('  a\n\n b\tc ')).toBe('a b c');
  });

  test('leaves no control character in anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
        expect(neutraliseLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe('widths', () => {
  test.each([
    ['plain', 5],
    ['東京', 4],
    ['é', 1],
    ['👩‍👩‍👧', 2],
    ['\u001b[31mred\u001b[39m', 3],
    ['✔', 1],
    ['…', 1],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test('truncate never leaves more than was asked for, and cuts nothing that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, columns) => {
        const cut = truncate(text, columns);
        expect(widthOf(cut)).toBeLessThanOrEqual(columns);
        if (widthOf(text) <= columns) expect(cut).toBe(text);
      }),
    );
  });

  test('what is long costs no more than its length', () => {
    const long = '…名'.repeat(100_000);
    expect(widthOf(long)).toBe(300_000);
    expect(truncate(long, 4)).toBe('…名…');
    expect(truncate('x'.repeat(1_000_000), 4)).toBe('xxx…');
    expect(wrap(long, 3)).toEqual(['……']);
  });

  test('pad counts columns, not characters', () => {
    expect(pad('東', 4)).toBe('東  ');
  });

  test('wrap breaks at spaces and cuts what is too long', () => {
    expect(wrap('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
    expect(wrap('internationalisation ok', 8)).toEqual(['interna…', 'ok']);
  });
});
