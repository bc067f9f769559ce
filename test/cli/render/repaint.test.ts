import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repaint } from '../../../cli/render/repaint.ts';

/** A terminal as far as `repaint` needs one: rows of text, a cursor, and the sequences that are sent. */
function makeScreen() {
  const rows: string[] = [''];
  let row = 0;
  let column = 0;
  const carryOut: Record<string, (count: number) => void> = {
    A: (count) => {
      row -= count;
    },
    K: () => {
      rows[row] = rows[row]!.slice(0, column);
    },
    J: () => {
      rows.length = row + 1;
      rows[row] = rows[row]!.slice(0, column);
    },
    h: () => {},
    l: () => {},
  };
  const type = (text: string): void => {
    rows[row] = rows[row]!.slice(0, column) + text + rows[row]!.slice(column + text.length);
    column += text.length;
  };
  return {
    rows,
    write(text: string): void {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that are sent
      for (const [token, count, letter] of text.matchAll(/\u001b\[(\??\d*)([A-Za-z])|[\r\n]|[^\u001b\r\n]+/g)) {
        if (letter !== undefined) carryOut[letter]!(Number(count));
        else if (token === '\r' || token === '\n') {
          column = 0;
          if (token === '\n') rows[++row] ??= '';
        } else type(token);
        if (row < 0) throw new Error('the cursor left the screen');
      }
    },
  };
}

describe('repaint', () => {
  test('sends nothing when nothing changed', () => {
    expect(repaint(['a', 'b'], ['a', 'b'], 80)).toBe('');
  });

  test('leaves on the screen exactly the last picture, whatever came before', () => {
    const picture = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 20 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1 }), (pictures) => {
        const screen = makeScreen();
        let drawn: readonly string[] = [];
        for (const next of pictures) {
          screen.write(repaint(drawn, next, 20));
          drawn = next;
        }
        expect(screen.rows).toEqual([...drawn, '']);
      }),
    );
  });

  test('goes up over lines that a narrower terminal has wrapped', () => {
    const up = (previous: readonly string[], columns: number) =>
      repaint(previous, ['x'], columns, 80).match(/\[(\d+)A/)?.[1];
    expect(up(['a'.repeat(80), 'b'], 80)).toBe('2');
    expect(up(['a'.repeat(80), 'b'], 40)).toBe('3');
    expect(up(['a'.repeat(80), ''], 30)).toBe('4');
  });
});
