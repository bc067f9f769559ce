import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeeper, createLineSplitter } from '../../../agents/places/output.ts';

/** A text in UTF-8, cut into chunks anywhere, also inside a character. */
const chunked = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.nat(40), { maxLength: 40 }))
  .map(([free, sizes]) => {
    // Half a surrogate pair has no UTF-8.
    const text = Buffer.from(free).toString();
    const chunks: Buffer[] = [];
    let rest = Buffer.from(text);
    for (const size of sizes) {
      chunks.push(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
    return { text, chunks: [...chunks, rest] };
  });

test('what fits is kept as it is', () => {
  fc.assert(
    fc.property(chunked, ({ text, chunks }) => {
      const keeper = createKeeper(Math.max(1, Buffer.byteLength(text)));
      for (const chunk of chunks) keeper.push(chunk);
      expect(keeper.text()).toBe(text);
    }),
  );
});

test('of what does not fit, the first and the last half are kept', () => {
  fc.assert(
    fc.property(chunked, fc.nat(100), ({ text, chunks }, keepBytes) => {
      const bytes = Buffer.byteLength(text);
      fc.pre(bytes > keepBytes);
      const keeper = createKeeper(keepBytes);
      for (const chunk of chunks) keeper.push(chunk);
      const kept = keeper.text();
      const marker = `\n[… ${bytes - keepBytes} bytes cut …]\n`;
      expect(kept).toContain(marker);
      const at = kept.indexOf(marker);
      expect(text.startsWith(kept.slice(0, at))).toBe(true);
      expect(text.endsWith(kept.slice(at + marker.length))).toBe(true);
      // At most the bytes of one halved character are missing at each side of the cut.
      expect(Buffer.byteLength(kept) - Buffer.byteLength(marker)).toBeGreaterThanOrEqual(keepBytes - 6);
    }),
  );
});

test('lines come whole, however the chunks were cut', () => {
  fc.assert(
    fc.property(chunked, ({ text, chunks }) => {
      const lines: string[] = [];
      const splitter = createLineSplitter((line) => lines.push(line));
      for (const chunk of chunks) splitter.push(chunk);
      splitter.flush();
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines).toEqual(expected.map((line) => line.replace(/\r$/, '')));
    }),
  );
});
