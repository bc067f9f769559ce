/**
 * Draws a block of lines over the one before it, in place. Pure: lines in, escape sequences out. The cursor is always
 * left at the start of the line below the block, so that whatever is printed next stands under it.
 */
import { widthOf } from './text.ts';

const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : '');
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';
/** Without wrapping, a line that a terminal measures wider than we did is cut instead of pushing the block down. */
const wrapping = { off: '\u001b[?7l', on: '\u001b[?7h' };
/** Terminals that know it show the frame at once, others ignore it. */
const atOnce = { begin: '\u001b[?2026h', end: '\u001b[?2026l' };

/** Empty when nothing changed. `columns` is the width now, `drawnColumns` what `previous` was drawn for. */
export function repaint(
  previous: readonly string[],
  next: readonly string[],
  columns: number,
  drawnColumns = columns,
): string {
  const resized = columns !== drawnColumns;
  if (!resized && previous.length === next.length && previous.every((line, index) => line === next[index])) return '';
  // A terminal that was made narrower has wrapped what was drawn: the block is now higher than its lines.
  const height = previous.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
  const body = next.map((line) => `${line}${clearLine}\n`).join('');
  return `${atOnce.begin}${wrapping.off}${up(height)}\r${body}${clearBelow}${wrapping.on}${atOnce.end}`;
}
