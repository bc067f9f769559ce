/** What a run has cost over time, against what it may cost: a line that goes up by steps. */
import type { Budget, CostPoint } from '../../../history/index.ts';
import { formatUsd } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { moneyScale, percentOf, round, type Scale, timeScale, writeTime } from '../../html/scale.ts';
import { pastPath, placeOf } from '../run/walk.ts';

export interface CostChart {
  readonly run: string;
  readonly points: readonly CostPoint[];
  readonly from: number;
  readonly until: number;
  readonly live: boolean;
  /** Limits of the run as a whole, each with the amount that is reached at next. */
  readonly limits: readonly { readonly budget: Budget; readonly microUsd: number }[];
}

/** Pixels. */
const height = 240;
const foot = 24;
/** Units of the drawing that is stretched over the width. */
const wide = 1_000;
/** More marks than these are one line. */
const mostMarks = 80;

export function drawCosts(chart: CostChart): Html {
  const { points, from, until, live, limits } = chart;
  const total = points.at(-1)?.totalMicroUsd ?? 0;
  // A limit that is far away would press the line into the ground.
  const near = limits.filter(({ microUsd }) => microUsd <= Math.max(total * 4, 1));
  const money = moneyScale(Math.max(total, ...near.map(({ microUsd }) => microUsd)) * 1.04);
  const time = timeScale(Math.max(1, until - from), { round: live });
  const y = (microUsd: number): number => round((1 - microUsd / money.end) * (height - 12) + 12);
  const x = (at: number): number => round(((at - from) / time.end) * wide);
  const reach = x(Math.max(from, Math.min(until, from + time.end)));
  const line = lineOf(points, x, y, reach);
  const unknown = points.find(({ known }) => !known);
  return html`<div class="plot-of"><svg class="amounts" width="60" height="${height + foot}" aria-hidden="true">${money.ticks.map((at) => html`<text class="tick" x="52" y="${Math.max(11, y(at) + 4)}" text-anchor="end">${at === 0 ? '0' : formatUsd(at)}</text>`)}</svg>
<svg class="costs" width="100%" height="${height + foot}" role="group" aria-label="${tell(chart, total)}">
<svg width="100%" height="${height}" viewBox="0 0 ${wide} ${height}" preserveAspectRatio="none">
${money.ticks.map((at) => html`<path class="line" d="M0 ${y(at)}H${wide}"/>`)}
<path class="area" d="${line}V${y(0)}H0z"/><path class="total" d="${line}"/>
${unknown && html`<path class="unknown" d="M${x(unknown.at)} 0V${height}"/>`}
${near.map(({ microUsd, budget }) => html`<path class="limit does-${budget.decide}" d="M0 ${y(microUsd)}H${wide}"/>`)}</svg>
${near.map(({ microUsd, budget }) => html`<text class="limit-name" x="100%" y="${y(microUsd) - 5}" text-anchor="end">${cut(budget.rule, 40)}</text>`)}
${unknown && drawUnknown(unknown.at - from, time)}
${points.length <= mostMarks ? points.map((point) => drawMark(point, chart, time, y)) : undefined}
${time.ticks.map((at) => drawTick(at, time))}</svg></div>`;
}

/** On the side where there is room for it. */
function drawUnknown(after: number, { end }: Scale): Html {
  const late = after > end / 2;
  return html`<text class="unknown-name" x="${percentOf(after, end)}" dx="${late ? -5 : 5}" y="${height - 6}" text-anchor="${late ? 'end' : 'start'}">from here a part is not known</text>`;
}

/** Each amount stays until the next is told, and the last to the end. */
function lineOf(
  points: readonly CostPoint[],
  x: (at: number) => number,
  y: (amount: number) => number,
  end: number,
): string {
  const steps = points.map(({ at, totalMicroUsd }) => `H${x(at)}V${y(totalMicroUsd)}`);
  return `M0 ${y(0)}${steps.join('')}H${end}`;
}

function drawMark(
  { seq, at, address, agent, totalMicroUsd }: CostPoint,
  { run, from }: CostChart,
  time: Scale,
  y: (amount: number) => number,
): Html {
  const who = agent === undefined ? '' : `, ${cut(agent, 40)}`;
  return html`<a href="${pastPath(run, seq)}" tabindex="-1"><title>${formatUsd(totalMicroUsd)} after ${writeTime(at - from)}: ${placeOf(address)}${who}</title><circle class="mark" cx="${percentOf(at - from, time.end)}" cy="${y(totalMicroUsd)}" r="4"/></a>`;
}

function drawTick(at: number, { end }: Scale): Html {
  const side = at === 0 ? 'start' : at > end * 0.94 ? 'end' : 'middle';
  return html`<text class="tick" x="${percentOf(at, end)}" y="${height + 16}" text-anchor="${side}">${writeTime(at)}</text>`;
}

function tell({ limits, points }: CostChart, total: number): string {
  const known = points.every((point) => point.known) ? '' : ' and a part that is not known';
  const so = `The cost over time: ${formatUsd(total)}${known} after ${points.length} reports`;
  return [so, ...limits.map(({ budget, microUsd }) => `${budget.rule} is reached at ${formatUsd(microUsd)}`)].join(
    '; ',
  );
}
