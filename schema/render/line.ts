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
  const cells = [...new Intl.Segmenter().segment(line.slice(0, MAX_UNITS + start))].map(({ segment, index }) => ({
    at: index,
    shown: show(segment),
  }));
  const first = cells.findLastIndex(({ at }) => at <= start);
  const skipped = widthOf(cells.slice(0, Math.max(0, first))) > MAX_WIDTH - BEFORE ? backFrom(cells, first) : 0;
  let text = skipped > 0 ? '…' : '';
  let columns = text.length;
  let indent: number | undefined;
  let width = 0;
  for (const { at, shown } of cells.slice(skipped)) {
    const own = columnsOf(shown);
    if (columns + own > MAX_WIDTH) {
      text += '…';
      break;
    }
    if (at >= start || at === cells[first]?.at) indent ??= columns;
    if (indent !== undefined && (at < end || width === 0)) width += own;
    text += shown;
    columns += own;
  }
  return start >= line.length
    ? { text, indent: columns, width: 1 }
    : { text, indent: indent ?? columns, width: Math.max(1, width) };
}

/** A line of a megabyte is not segmented to its end. */
const MAX_UNITS = 1000;

type Cell = { readonly at: number; readonly shown: string };

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
