/** One line of a file as a terminal shows it: tabs and control characters replaced, wide characters counted, cut. */

/** The widest line that is shown, in columns. */
const MAX_WIDTH = 100;
/** What is shown before the mark where the line's beginning is cut. */
const BEFORE = 30;
const TAB = '    ';

export interface Cut {
  readonly text: string;
  /** Columns before the mark. */
  readonly indent: number;
  /** Columns of the mark, at least one. */
  readonly width: number;
}

/** `start` and `end` are code units of `line`. */
export function cutLine(line: string, start: number, end: number): Cut {
  const cells = cellsAround(line, start);
  const first = cells.findLastIndex(({ at }) => at <= start);
  const from = widthOf(cells.slice(0, Math.max(0, first))) > MAX_WIDTH - BEFORE ? backFrom(cells, first) : 0;
  let text = from > 0 ? '…' : '';
  let columns = text.length;
  let indent: number | undefined;
  let width = 0;
  for (const [index, { at, shown }] of cells.slice(from).entries()) {
    const own = columnsOf(shown);
    if (columns + own > MAX_WIDTH) {
      text += '…';
      break;
    }
    if (from + index >= first && start < line.length) indent ??= columns;
    if (indent !== undefined && (at < end || width === 0)) width += own;
    text += shown;
    columns += own;
  }
  return { text, indent: indent ?? columns, width: Math.max(1, width) };
}

/** So much of a line is looked at on each side of the mark: one of a megabyte costs no more than any other. */
const MAX_UNITS = 1000;

interface Cell {
  /** The code unit of the line at which the grapheme begins. */
  readonly at: number;
  readonly shown: string;
}

function cellsAround(line: string, start: number): Cell[] {
  const from = Math.max(0, start - MAX_UNITS);
  const near = line.slice(from, start + MAX_UNITS);
  return [...new Intl.Segmenter().segment(near)].map(({ segment, index }) => ({
    at: from + index,
    shown: show(segment),
  }));
}

/** The cell from which about `BEFORE` columns stand before `first`. */
function backFrom(cells: readonly Cell[], first: number): number {
  let columns = 0;
  let from = first;
  while (from > 0 && columns < BEFORE) columns += columnsOf(cells[--from]!.shown);
  return from;
}

const widthOf = (cells: readonly Cell[]) => cells.reduce((sum, { shown }) => sum + columnsOf(shown), 0);

/** What moves a cursor or hides text is shown as a replacement character. */
function show(segment: string): string {
  if (segment === '\t') return TAB;
  return /^[\p{Cc}\p{Cf}\u2028\u2029]/u.test(segment) ? '\uFFFD' : segment.replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}

/** Columns of one grapheme: two for wide ones (East Asian, emoji), else one. */
function columnsOf(shown: string): number {
  if (shown === TAB) return TAB.length;
  const point = shown.codePointAt(0) ?? 0;
  if (point < 0x1100) return 1;
  return WIDE.test(shown) ? 2 : 1;
}

const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6])|\uFE0F/u;
