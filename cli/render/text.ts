/**
 * Text for terminals. Agents, files and branches choose what they are called and what they say, so everything that
 * did not come from our own sources passes through `neutralise` before it is printed.
 */
export { neutralise, neutraliseLine } from '../../runs/view/neutralise.ts';

/** Each step of a segmenter costs in proportion to its whole text, so a long one is given to it in pieces. */
const pieceLength = 256;
let segmenter: Intl.Segmenter | undefined;
/** Made when text outside ASCII is first measured: a segmenter costs more than all else that start-up does here. */
function* graphemesOf(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (let from = 0; from < text.length; from += pieceLength) {
    for (const { segment } of segmenter.segment(text.slice(from, from + pieceLength))) yield segment;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colour sequences
const colours = /\u001b\[[0-9;]*m/g;
const wide =
  /^(\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** Columns that a line takes. Colour sequences of ours take none. */
export function widthOf(line: string): number {
  const plain = line.replace(colours, '');
  if (/^[\x20-\x7e]*$/.test(plain)) return plain.length;
  let width = 0;
  for (const grapheme of graphemesOf(plain)) width += columnsOf(grapheme);
  return width;
}

function columnsOf(grapheme: string): number {
  if (wide.test(grapheme)) return 2;
  return /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme) ? 0 : 1;
}

/** At most `columns` wide; what is cut off is replaced by `…`. For text without colour. */
export function truncate(line: string, columns: number): string {
  if (/^[\x20-\x7e]*$/.test(line)) {
    if (line.length <= columns) return line;
    return columns > 0 ? `${line.slice(0, columns - 1).trimEnd()}…` : '';
  }
  let kept = '';
  let width = 0;
  for (const grapheme of graphemesOf(line)) {
    width += columnsOf(grapheme);
    if (width > columns) return columns > 0 ? `${kept.trimEnd()}…` : '';
    if (width < columns) kept += grapheme;
  }
  return line;
}

/** Filled with spaces to `columns`; longer lines stay as they are. */
export function pad(line: string, columns: number): string {
  return line + ' '.repeat(Math.max(0, columns - widthOf(line)));
}

/** Broken at spaces into lines of at most `columns`; words that are longer are cut. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const joined = line === '' ? word : `${line} ${word}`;
      if (line !== '' && widthOf(joined) > columns) {
        lines.push(line);
        line = truncate(word, columns);
      } else line = truncate(joined, columns);
    }
    lines.push(line);
  }
  return lines;
}

/** Broken wherever it has to be, so that nothing of it is lost; what follows a space begins the next line if it can. */
export function breakLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  for (;;) {
    const fits = headOf(rest, Math.max(1, columns));
    if (fits.length === rest.length) break;
    const space = fits.lastIndexOf(' ');
    const head = space > columns / 2 ? fits.slice(0, space + 1) : fits;
    lines.push(head.trimEnd());
    rest = rest.slice(head.length);
  }
  return [...lines, rest];
}

/** As much as fits, and one character at least. */
function headOf(line: string, columns: number): string {
  let kept = '';
  let width = 0;
  for (const grapheme of graphemesOf(line)) {
    width += columnsOf(grapheme);
    if (width > columns && kept !== '') break;
    kept += grapheme;
  }
  return kept;
}
