/** Lays the rows of a run out as lines that fit a terminal: names left, amounts right, what is said in between. */

import { formatCost, formatElapsed } from '../../runs/view/amounts.ts';
import type { RunView } from '../../runs/view/index.ts';
import { type Row, rowsWithin } from '../../runs/view/tree-rows.ts';
import { paintOf, type Style } from './style.ts';
import { neutraliseLine, pad, truncate, widthOf } from './text.ts';

export interface TreeOptions {
  readonly style: Style;
  /** Milliseconds since the epoch: what elapsed times of open steps are measured to. */
  readonly now: number;
  readonly columns: number;
  /** At most so many lines; default all that there are. */
  readonly rows?: number;
  /** Which picture of the spinner to draw; absent: nothing moves. */
  readonly tick?: number;
}

/** Wider lines are harder to read across, not richer. */
const widest = 110;
const narrowest = 40;
/** The headline and an empty line. */
const rowsAbove = 2;

export function renderTree(view: RunView, options: TreeOptions): readonly string[] {
  const columns = Math.min(widest, Math.max(narrowest, options.columns));
  const headline = renderHeadline(view, options, columns);
  const { rows, more } = rowsWithin(view, options.now, (options.rows ?? Number.POSITIVE_INFINITY) - rowsAbove);
  const rest = more === 0 ? [] : [options.style.dim(`   … ${more} more`)];
  return [headline, '', ...layOut(rows, options, columns), ...rest];
}

function renderHeadline(view: RunView, { style, now }: TreeOptions, columns: number): string {
  const dot = ` ${style.signs.dot} `;
  const amounts = [formatElapsed((view.finishedAt ?? now) - view.startedAt), formatCost(view.cost)].filter(Boolean);
  const right = `${paintOf(style, view.status)(view.status)}${dot}${amounts.join(dot)}`;
  const name = truncate(neutraliseLine(view.workflow ?? 'run'), Math.floor(columns / 2));
  const run = truncate(`${dot}run ${neutraliseLine(view.run)}`, columns - widthOf(name) - 1);
  const left = ` ${style.bold(name)}${style.dim(run)}`;
  return pad(left, columns - widthOf(right) - 1) + (widthOf(left) + widthOf(right) < columns ? right : '');
}

function layOut(rows: readonly Row[], options: TreeOptions, columns: number): readonly string[] {
  const longest = (of: (row: Row) => number): number => rows.reduce((most, row) => Math.max(most, of(row)), 0);
  const names = Math.max(
    8,
    longest((row) => indentOf(row) + widthOf(row.label)),
  );
  const nameWidth = Math.min(Math.floor(columns * 0.35), 28, names) + 2;
  const elapsedWidth = longest((row) => widthOf(row.elapsed));
  const costWidth = longest((row) => widthOf(row.cost));
  const amountsWidth = elapsedWidth + (costWidth > 0 ? costWidth + 2 : 0);
  const middleWidth = Math.max(8, columns - nameWidth - amountsWidth - 4);
  return rows.map((row) => {
    const { style } = options;
    const sign = drawSign(row, options);
    const label = truncate(row.label, nameWidth - indentOf(row) - 1);
    const dull = row.life === 'pending' || row.life === 'skipped';
    const name = pad(
      ' '.repeat(indentOf(row) - 2) + sign + (sign === '' ? '' : ' ') + (dull ? style.dim(label) : label),
      nameWidth,
    );
    const middle = pad(drawMiddle(row, middleWidth, style), middleWidth);
    const cost = costWidth > 0 ? `  ${row.cost.padStart(costWidth)}` : '';
    return ` ${name} ${middle} ${style.dim(row.elapsed.padStart(elapsedWidth) + cost)}`.trimEnd();
  });
}

/** Columns before the label: two a level, and two for the sign. */
function indentOf(row: Row): number {
  return row.depth * 2 + 2;
}

function drawSign(row: Row, { style, tick }: TreeOptions): string {
  if (row.life === undefined) return '';
  const { spinner, life } = style.signs;
  const moving = row.life === 'running' && tick !== undefined;
  return paintOf(style, row.life)(moving ? spinner[tick % spinner.length]! : life[row.life]);
}

function drawMiddle(row: Row, width: number, style: Style): string {
  const who = truncate(row.who, row.note === '' ? width : Math.min(width, 26));
  const room = width - (who === '' ? 0 : widthOf(who) + 2);
  if (row.note === '' || room < 4) return who;
  const note = paintOfNote(row, style)(truncate(row.note, room));
  return who === '' ? note : `${who}  ${note}`;
}

/** What a person has to do and what went wrong stand out; the rest is there for who looks. */
function paintOfNote({ life }: Row, style: Style): (text: string) => string {
  if (life === undefined || life === 'asking') return style.yellow;
  return life === 'failed' || life === 'refused' ? style.red : style.dim;
}
