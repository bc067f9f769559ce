/** The lines of one file of a diff, a page at a time. */
import type { DiffFilePage, DiffHunk, DiffLine } from '../types.ts';
import { endOfLine, type SplitDiff, type SplitFile, type SplitHunk } from './split.ts';

const mostLines = 5_000;

export function linesOf(
  { text }: SplitDiff,
  { hunks, ...file }: SplitFile,
  { from = 0, limit = 1_000 }: { readonly from?: number; readonly limit?: number },
): DiffFilePage {
  const most = Math.min(mostLines, Math.max(1, Math.trunc(limit) || 1));
  const first = Math.max(0, Math.trunc(from) || 0);
  const shown: DiffHunk[] = [];
  let [passed, left] = [0, most];
  for (const hunk of hunks) {
    const skipped = Math.max(0, first - passed);
    if (left > 0 && (skipped < hunk.lines || hunk.lines === 0)) {
      const lines = takeLines(text, hunk, skipped, left);
      left -= lines.length;
      const { offset: _, lines: __, ...range } = hunk;
      shown.push({ ...range, skipped, lines });
    }
    passed += hunk.lines;
  }
  const next = first + most - left;
  return { file, hunks: shown, ...(next < file.lines && first < file.lines && { next }) };
}

function takeLines(text: string, { oldStart, newStart, ...hunk }: SplitHunk, skip: number, most: number): DiffLine[] {
  const lines: DiffLine[] = [];
  let [old, fresh, at] = [oldStart, newStart, hunk.offset];
  for (let nth = 0; nth < hunk.lines && lines.length < most; nth++) {
    const end = endOfLine(text, at);
    const sign = text[at];
    const place = { ...(sign !== '+' && { old }), ...(sign !== '-' && { new: fresh }) };
    if (nth >= skip) {
      const type = sign === '+' ? 'add' : sign === '-' ? 'remove' : 'context';
      const noNewline = text[end + 1] === '\\' ? { noNewline: true as const } : {};
      lines.push({ type, ...place, text: text.slice(at + 1, end), ...noNewline });
    }
    if (sign !== '+') old++;
    if (sign !== '-') fresh++;
    at = end + 1;
    while (text[at] === '\\') at = endOfLine(text, at) + 1;
  }
  return lines;
}
