/**
 * Attempts on a time line: a table, a row for each step, whose cells hold the bars. So it reads as a table where
 * nobody sees the bars. Places are percentages of the time that is shown: it fits any width without being drawn anew.
 */
import type { AttemptBar, AttemptChart, AttemptRow } from '../../history/index.ts';
import { formatElapsed, plural } from '../../view/amounts.ts';
import type { LifeState } from '../../view/index.ts';
import { lifeSigns } from '../../view/signs.ts';
import { type Axis, lives, renderBar, rowHeight, tellBar } from './bars.ts';
import { cut, type Html, html } from './html.ts';
import { percentOf, type Scale, timeScale, writeTime } from './scale.ts';
import { talkPath } from './words.ts';

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
  const until = live ? Math.max(now, chart.to) : chart.to;
  const scale = timeScale(Math.max(1, until - chart.from), { round: live });
  const axis: Axis = { run, from: chart.from, scale, until, live };
  const data = live ? html` data-from="${chart.from}" data-span="${scale.end}"` : undefined;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="Time line"><table class="gantt"${data}>
<thead><tr><th scope="col">Step</th><th scope="col" class="axis"><span class="hide">When</span>${drawAxis(scale)}</th><th scope="col">Time</th></tr></thead>
<tbody>${chart.rows.map((row) => renderRow(row, axis, wayToOpen))}</tbody></table></div>`;
}

/** The patterns stand here, once for all rows. */
function drawAxis({ end, every, ticks }: Scale): Html {
  const label = (at: number): Html => {
    const side = at === 0 ? 'start' : at > end * 0.94 ? 'end' : 'middle';
    return html`<text x="${percentOf(at, end)}" y="15" text-anchor="${side}">${writeTime(at)}</text>`;
  };
  return html`<svg width="100%" height="20" aria-hidden="true"><defs>
<pattern id="grid" width="${every / end}" height="1" patternUnits="objectBoundingBox"><path class="line" d="M0.5 0V${rowHeight}"/></pattern>
<pattern id="slashes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="slash" d="M0 0V6"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="spot" cx="2.5" cy="2.5" r="1.1"/></pattern></defs>
${ticks.map(label)}</svg>`;
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
<td><svg width="100%" height="${rowHeight}" role="img" aria-label="${told.length === 0 ? 'not begun' : told.join('; ')}"><rect class="grid" width="100%" height="${rowHeight}" fill="url(#grid)"/>${row.bars.map((bar) => renderBar(bar, axis, row.type === 'frame'))}</svg></td>
<td class="took">${tookOf(row.bars, axis)}</td></tr>`;
}

const mostTold = 6;

function nameOf(
  { type, address, label, agent, closed }: AttemptRow,
  run: string,
  wayToOpen: (address: string) => string,
): Html {
  const text = cut(label, 60);
  const name = type === 'step' ? html`<a href="${talkPath(run, address)}">${text}</a>` : html`<span>${text}</span>`;
  const who = agent === undefined ? undefined : html` <span class="quiet">${cut(agent, 40)}</span>`;
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
