/** The line to paste: the same line with one stretch of it quoted. */
import { endOfLine, startOfLine } from '../source.ts';

/** A YAML scalar that reads as exactly `text`: double quotes where nothing in it needs an escape, else single ones. */
export function quote(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

const PASTE_LIMIT = 300;

/**
 * A help that prints the line with `start..end` quoted, or only what to do where the stretch is too long to print or
 * covers several lines.
 */
export function pasteQuoted(text: string, start: number, end: number): string {
  const stretch = text.slice(start, end);
  const from = startOfLine(text, start);
  const line = (text.slice(from, start) + quote(stretch) + text.slice(end, endOfLine(text, end))).trim();
  if (stretch.includes('\n') || line.length > PASTE_LIMIT) return 'quote the whole value, or write it under `>-`';
  return `quote it: ${line}`;
}
