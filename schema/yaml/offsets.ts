/**
 * From an offset in a scalar's *value* to the offset in the file that spells it, so that an error inside an expression
 * points at its character whether the text is plain, quoted, or a block.
 *
 * The value is walked beside its spelling, and each step checks that both agree; where they do not (which no known
 * YAML does) the rest of the value maps to where the agreement ended, so a position is never far off and never throws.
 */
import { Scalar } from 'yaml';
import { endOfLine } from '../source.ts';
import { extent } from './values.ts';

/** `offsets[i]` is where the value's code unit `i` is spelled; the last entry is where the spelling ends. */
export function scalarOffsets(text: string, node: Scalar): Uint32Array {
  const [start, end] = extent(node);
  const walk = new Walk(text, String(node.value ?? ''), start);
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)
    walkBlock(walk, start, end, explicitIndent(text, node));
  else if (node.type === Scalar.QUOTE_DOUBLE) walkFlow(walk, start + 1, end - 1, '"');
  else if (node.type === Scalar.QUOTE_SINGLE) walkFlow(walk, start + 1, end - 1, "'");
  else walkFlow(walk, start, end, '');
  return walk.finish();
}

/** Pairs the value's code units, in order, with where they are spelled. */
class Walk {
  readonly text: string;
  private readonly value: string;
  private readonly offsets: Uint32Array;
  private at = 0;
  private last: number;

  constructor(text: string, value: string, start: number) {
    this.text = text;
    this.value = value;
    this.offsets = new Uint32Array(value.length + 1);
    this.last = start;
  }

  /** The next unit of the value; '' at its end. */
  get next(): string {
    return this.value[this.at] ?? '';
  }

  /** Pairs the next unit with `offset` if it is `unit`. */
  take(unit: string, offset: number): boolean {
    if (unit === '' || this.next !== unit) return false;
    this.offsets[this.at++] = offset;
    this.last = offset + 1;
    return true;
  }

  /** Takes what folded line breaks give: one space, or breaks. */
  takeFold(offset: number): void {
    if (this.take(' ', offset)) return;
    while (this.take('\n', offset));
  }

  finish(): Uint32Array {
    return this.offsets.fill(this.last, this.at);
  }
}

/** Plain and quoted text: line breaks with the blanks around them fold; escapes give one or two units. */
function walkFlow(walk: Walk, start: number, end: number, quote: '"' | "'" | ''): void {
  const { text } = walk;
  for (let at = start; at < end; ) {
    const next = skipBlanks(text, at, end);
    if (text.slice(at, next).includes('\n')) {
      walk.takeFold(at);
      at = next;
    } else if (quote === '"' && text[at] === '\\') {
      at = walkEscape(walk, at, end);
    } else {
      if (!walk.take(text[at]!, at)) return;
      at += quote === "'" && text[at] === "'" ? 2 : 1;
    }
  }
}

const ESCAPE_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function walkEscape(walk: Walk, at: number, end: number): number {
  const letter = walk.text[at + 1] ?? '';
  if (letter === '\n') {
    // An escaped break gives nothing and eats the indentation of its next line; blank lines after it fold as ever.
    let next = at + 2;
    while (next < end && (walk.text[next] === ' ' || walk.text[next] === '\t')) next++;
    return next;
  }
  const unit = walk.next;
  walk.take(unit, at);
  if (letter === 'U' && /[\uD800-\uDBFF]/.test(unit)) walk.take(walk.next, at);
  return at + 2 + (ESCAPE_DIGITS[letter] ?? 0);
}

/** Blocks: each line without its indentation; between lines a break, a fold, or breaks. */
function walkBlock(walk: Walk, header: number, end: number, explicit: number | undefined): void {
  const { text } = walk;
  const first = endOfLine(text, header) + 1;
  let line = nextContent(text, first, end, explicit ?? Number.POSITIVE_INFINITY);
  if (line > first) walk.takeFold(first);
  const indent = explicit ?? skipSpaces(text, line) - line;
  while (line < end) {
    const stop = Math.min(endOfLine(text, line), end);
    for (let at = line + indent; at < stop; at++) if (!walk.take(text[at]!, at)) return;
    walk.takeFold(stop);
    line = nextContent(text, stop + 1, end, indent);
  }
}

/** The indentation that a header like `|2` gives; otherwise the first line's own is taken. */
function explicitIndent(text: string, node: Scalar): number | undefined {
  const digit = /^[|>][+-]?([1-9])/.exec(text.slice(extent(node)[0], extent(node)[0] + 3))?.[1];
  const token = node.srcToken;
  return digit === undefined || token === undefined || !('indent' in token) ? undefined : token.indent + Number(digit);
}

/** The start of the next line that holds more than `indent` spaces. */
function nextContent(text: string, start: number, end: number, indent: number): number {
  let line = start;
  while (line < end) {
    const stop = endOfLine(text, line);
    const spaces = skipSpaces(text, line) - line;
    if (spaces < stop - line || spaces > indent) return line;
    line = stop + 1;
  }
  return line;
}

function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at;
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\n')) at++;
  return at;
}
