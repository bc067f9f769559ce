/** A conversation as lines: what heads say stands side by side where there is room, else one under the other. */
import type { TalkAnswer, TalkEntry } from '../../runs/view/index.ts';
import type { Style } from './style.ts';
import { neutralise, neutraliseLine, pad, truncate, widthOf, wrap } from './text.ts';

export interface TalkOptions {
  readonly style: Style;
  readonly columns: number;
}

/** Narrower terminals show answers one under the other. */
const sideBySide = 80;
/** A column narrower than this reads worse than a stack. */
const narrowest = 24;
const gap = 3;

export function renderTalk(entry: TalkEntry, options: TalkOptions): readonly string[] {
  const { style, columns } = options;
  switch (entry.type) {
    case 'said':
      return ['', ...indent(entry.text, columns, `${style.bold(neutraliseLine(entry.by))} ${style.dim('›')} `)];
    case 'ignored':
      return [style.yellow(`  ${neutraliseLine(entry.reason)}`)];
    case 'round':
      return ['', ...renderRound(entry.answers, entry.round, options)];
    case 'synthesis':
      return [
        '',
        `${style.bold(neutraliseLine(entry.judge))} ${style.dim('sums up')}`,
        ...flow(entry.text, columns),
        ...list('they share', entry.agreed, options),
        ...list('they differ', entry.differ, options),
      ];
    case 'answer':
      return ['', style.bold(neutraliseLine(entry.agent)), ...flow(entry.text, columns)];
  }
}

function renderRound(answers: readonly TalkAnswer[], round: number, options: TalkOptions): readonly string[] {
  const { style, columns } = options;
  const head = style.dim(round === 0 ? 'each for itself' : `round ${round}`);
  const width = Math.floor((columns - gap * (answers.length - 1)) / answers.length);
  if (columns < sideBySide || width < narrowest) {
    return [head, ...answers.flatMap((answer) => [...renderAnswer(answer, columns, style), ''])];
  }
  const blocks = answers.map((answer) => renderAnswer(answer, width, style));
  const height = Math.max(...blocks.map((block) => block.length));
  const rows = Array.from({ length: height }, (_, row) =>
    blocks
      .map((block) => pad(block[row] ?? '', width))
      .join(` ${style.dim('│')} `)
      .trimEnd(),
  );
  return [head, ...rows];
}

function renderAnswer(answer: TalkAnswer, width: number, style: Style): readonly string[] {
  const { head, vendor, agrees, objections } = answer;
  const who = truncate(neutraliseLine([head, vendor].filter(Boolean).join(` ${style.signs.dot} `)), width - 10);
  const stands = agrees === undefined ? '' : agrees ? style.green(' agrees') : style.yellow(' differs');
  if (answer.error !== undefined) {
    return [style.bold(who), ...flow(`dropped out: ${answer.error}`, width).map((line) => style.red(line))];
  }
  return [
    style.bold(who) + stands,
    ...flow(answer.answer ?? '', width),
    ...objections.flatMap((text) => hanging('– ', neutraliseLine(text), width).map((line) => style.dim(line))),
  ];
}

/** Text as it was written, broken where it must be: lines that fit keep their indent, and nothing is cut off. */
function flow(text: string, width: number): readonly string[] {
  return neutralise(text)
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      if (widthOf(line) <= width) return [line];
      const lead = /^ */.exec(line)![0].slice(0, Math.floor(width / 2));
      const room = width - lead.length;
      const short = line.trim().replace(/\S+/gu, (word) => chop(word, room));
      return wrap(short, room).map((part) => lead + part);
    });
}

/** A word that is wider than the line is broken, not cut: it may be an address that somebody wants to copy. */
function chop(word: string, width: number): string {
  if (widthOf(word) <= width) return word;
  const parts: string[] = [''];
  for (const character of word) {
    if (widthOf(parts.at(-1)! + character) > width) parts.push('');
    parts[parts.length - 1] += character;
  }
  return parts.join(' ');
}

function list(title: string, texts: readonly string[], { style, columns }: TalkOptions): readonly string[] {
  if (texts.length === 0) return [];
  return [style.dim(`  ${title}`), ...texts.flatMap((text) => hanging('  – ', neutraliseLine(text), columns))];
}

/** A first line after a sign, the others below its text. */
function hanging(sign: string, text: string, columns: number): readonly string[] {
  return flow(text, columns - sign.length).map((line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line);
}

function indent(text: string, columns: number, sign: string): readonly string[] {
  return flow(text, columns - 4).map((line, index) => (index === 0 ? sign : '  ') + line);
}
