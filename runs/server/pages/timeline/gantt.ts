/**
 * Attempts on a time line: a table, a row for each step, whose cells hold the bars. So it reads as a table where
 * nobody sees the bars. Places are percentages of the time that is shown: it fits any width without being drawn anew.
 */
import type { AttemptBar, AttemptChart, AttemptRow } from '../../../history/index.ts';
import { formatElapsed, plural } from '../../../view/amounts.ts';
import type { LifeState } from '../../../view/index.ts';
import { lifeSigns } from '../../../view/signs.ts';
import { type Clock, type Cut, clockOf, type Stretch, type Tick } from '../../html/clock.ts';
import { type Html, html, cut as shorten } from '../../html/html.ts';
import { round, writeAbout } from '../../html/scale.ts';
import { talkPath } from '../../html/words.ts';
import { type Axis, lives, renderBar, rowHeight, tellBar } from './bars.ts';

export interface Gantt {
  readonly run: string;
  readonly chart: AttemptChart;
  /** Somebody drives it, or it waits: what has no end yet goes on. Else it stood still at its last event. */
  readonly live: boolean;
  readonly now: number;
  /** The address of this page with the rows below an address opened too. */
  readonly wayToOpen: (address: string) => string;
}

const deepest = 8;

export function renderGantt({ run, chart, live, now, wayToOpen }: Gantt): Html {
  const { from, rows } = chart;
  const until = live ? Math.max(now, chart.to) : chart.to;
  const clock = clockOf({ from, to: until }, workOf(rows, until), live);
  const axis: Axis = { run, from, clock, until, live };
  const { growth } = clock;
  const data =
    growth && html` data-from="${growth.from}" data-place="${round(growth.place)}" data-span="${round(growth.spanMs)}"`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="Time line"><table class="gantt"${data}>
<thead><tr><th scope="col">Step</th><th scope="col" class="axis"><span class="hidden">When</span>${drawAxis(clock)}</th><th scope="col">Time</th></tr></thead>
<tbody>${chart.rows.map((row) => renderRow(row, axis, wayToOpen))}</tbody></table></div>`;
}

/** When something was at work: the attempts that hold no others, or none that are listed, without their waits. */
function workOf(rows: readonly AttemptRow[], until: number): readonly Stretch[] {
  const hiding = new Set(rows.flatMap(({ type, address, closed }) => (type === 'more' || closed ? [address] : [])));
  const holds = ({ depth }: AttemptRow, index: number): boolean => (rows[index + 1]?.depth ?? 0) > depth;
  return rows
    .filter(
      (row, index) => row.type !== 'more' && (hiding.has(row.address) || (row.type === 'step' && !holds(row, index))),
    )
    .flatMap(({ bars }) => bars)
    .filter(({ outcome }) => outcome !== 'waiting')
    .flatMap(({ from, to = until, waits }) => without({ from, to }, waits, until));
}

function without({ from, to }: Stretch, waits: AttemptBar['waits'], until: number): readonly Stretch[] {
  const left: Stretch[] = [];
  let at = from;
  for (const wait of [...waits].sort((one, other) => one.from - other.from)) {
    if (wait.from > at) left.push({ from: at, to: wait.from });
    at = Math.max(at, wait.to ?? until);
  }
  return at < to ? [...left, { from: at, to }] : left;
}

/** What all rows share stands here once: lines, cuts and patterns. */
function drawAxis({ ticks, cuts }: Clock): Html {
  const label = ({ place, label }: Tick): Html => {
    const side = place < 3 ? 'start' : place > 96 ? 'end' : 'middle';
    return html`<text x="${round(place)}%" y="15" text-anchor="${side}">${label}</text>`;
  };
  const line = ({ place }: Tick): Html =>
    html`<line class="line" x1="${round(place)}%" x2="${round(place)}%" y1="0" y2="${rowHeight}"/>`;
  const cut = ({ place, width }: Cut): Html =>
    html`<rect class="cut" x="${round(place)}%" width="${round(width)}%" height="${rowHeight}"/>`;
  // The last one may go on, and is not to be another at each moment.
  const said = ({ place, width, ms }: Cut): Html =>
    html`<text class="cut" x="${round(place + width / 2)}%" y="15" text-anchor="middle">${place + width > 99.9 ? 'waits' : `+ ${writeAbout(ms)}`}</text>`;
  return html`<svg width="100%" height="20" aria-hidden="true"><defs><g id="grid">${ticks.map(line)}${cuts.map(cut)}</g>
<pattern id="slashes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="slash" d="M0 0V6"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="spot" cx="2.5" cy="2.5" r="1.1"/></pattern></defs>
${ticks.filter(({ place }) => !cuts.some((one) => Math.abs(one.place + one.width / 2 - place) < 6)).map(label)}${cuts.map(said)}</svg>`;
}

function renderRow(row: AttemptRow, axis: Axis, wayToOpen: (address: string) => string): Html {
  const deep = `d${Math.min(row.depth, deepest)}`;
  const key = `${row.type} ${row.address}`;
  if (row.type === 'more') {
    return html`<tr data-key="${key}" class="${deep} rest"><th scope="row"><a href="${wayToOpen(row.address)}">${plural(row.count ?? 0, 'more row')}</a></th><td></td><td></td></tr>`;
  }
  const life = lifeOf(row);
  const told = row.bars.slice(0, mostTold).map((bar) => tellBar(bar, axis));
  return html`<tr data-key="${key}" class="is-${life} ${deep}"><th scope="row"><span class="sign" title="${life}">${lifeSigns[life]}</span>${nameOf(row, axis.run, wayToOpen)}</th>
<td><svg width="100%" height="${rowHeight}" role="group" aria-label="${told.length === 0 ? 'not begun' : told.join('; ')}"><use href="#grid"/>${row.bars.map((bar) => renderBar(bar, axis, row.type === 'frame'))}</svg></td>
<td class="took">${tookOf(row.bars, axis)}</td></tr>`;
}

const mostTold = 6;

function nameOf(
  { type, address, label, agent, closed }: AttemptRow,
  run: string,
  wayToOpen: (address: string) => string,
): Html {
  // What a step is about follows its name.
  const [text = '', ...about] = shorten(label, 60).split(': ');
  const name = type === 'step' ? html`<a href="${talkPath(run, address)}">${text}</a>` : html`<span>${text}</span>`;
  const isKnown = !label.includes('${{');
  const told = agent === undefined ? (isKnown ? about.join(': ') : '') : shorten(agent, 40);
  const who = told === '' ? undefined : html` <span class="quiet">${told}</span>`;
  const open =
    closed && html` <a class="open" href="${wayToOpen(address)}" aria-label="Open what is below ${text}">⊕</a>`;
  return html`<span class="name">${name}${who}${open}</span>`;
}

/** How it stands, by how its last bar ended. */
function lifeOf({ outcome, bars }: AttemptRow): LifeState {
  if (outcome !== undefined) return outcome;
  const last = bars.at(-1);
  if (last === undefined) return 'pending';
  const wait = last.waits.findLast(({ to }) => to === undefined);
  if (wait !== undefined) return waitLife[wait.kind];
  return lives[last.outcome];
}

const waitLife = { ask: 'asking', hold: 'waiting', backoff: 'backoff', until: 'waiting' } as const;

/** From the first beginning to the last end. */
function tookOf(bars: readonly AttemptBar[], { live, until }: Axis): Html | undefined {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const text = formatElapsed((last.to ?? until) - first.from);
  return last.to === undefined && live ? html`<span data-since="${first.from}">${text}</span>` : html`${text}`;
}
