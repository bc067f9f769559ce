/** One attempt on the time line: a bar, and on it the stretches in which it waited, each in a pattern of its own. */
import type { AttemptBar, AttemptWait } from '../../../history/index.ts';
import { formatElapsed } from '../../../view/amounts.ts';
import type { LifeState } from '../../../view/index.ts';
import type { Clock } from '../../html/clock.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { round, writeTime } from '../../html/scale.ts';
import { pastPath } from '../run/walk.ts';

/** What bars are measured by. */
export interface Axis {
  readonly run: string;
  readonly from: number;
  readonly clock: Clock;
  /** Where what has no end reaches to now. */
  readonly until: number;
  readonly live: boolean;
}

/** Pixels. */
export const rowHeight = 26;
/** As a bar that is over is drawn. */
export const lives: Readonly<Record<AttemptBar['outcome'], LifeState>> = {
  done: 'done',
  failed: 'failed',
  refused: 'refused',
  skipped: 'skipped',
  cancelled: 'cancelled',
  running: 'running',
  stopping: 'stopping',
  waiting: 'waiting',
  retry: 'failed',
  lost: 'failed',
  rework: 'done',
};

const [top, height] = [5, rowHeight - 10];

/** `thin`: of a frame, which only holds what is in it. */
export function renderBar(bar: AttemptBar, axis: Axis, thin: boolean): Html {
  const title = html`<title>${tellBar(bar, axis)}</title>`;
  const size = thin ? html`y="${rowHeight / 2 - 2}" height="4" rx="2"` : html`y="${top}" height="${height}" rx="4"`;
  const waits = thin ? [] : bar.waits.map((wait) => renderWait(wait, axis));
  const number =
    (bar.attempt ?? 1) > 1 && !thin
      ? html`<text class="number" x="${place(bar.from, axis)}" dx="4" y="${top + 12}">${bar.attempt}</text>`
      : undefined;
  return html`<a href="${pastPath(axis.run, bar.seq)}" tabindex="-1" class="is-${lives[bar.outcome]} ${bar.outcome}">${title}<rect class="attempt${thin ? ' thin' : ''}" ${reach(bar, axis)} ${size}/>${waits}${number}</a>`;
}

function renderWait(wait: AttemptWait, axis: Axis): Html {
  const pattern = patterns[wait.kind];
  return html`<g class="wait is-${wait.kind}"><title>${tellWait(wait, axis)}</title><rect class="under" ${reach(wait, axis)} y="${top}" height="${height}"/><rect ${reach(wait, axis)} y="${top}" height="${height}" fill="url(#${pattern})"/></g>`;
}

const patterns: Readonly<Record<AttemptWait['kind'], string>> = {
  ask: 'slashes',
  hold: 'slashes',
  backoff: 'dots',
  until: 'dots',
};

interface Reach {
  readonly from: number;
  readonly to?: number;
}

const place = (at: number, { clock }: Axis): string => `${round(clock.place(at))}%`;

function reach({ from, to }: Reach, axis: Axis): Html {
  const { clock, until } = axis;
  const start = round(clock.place(from));
  const width = round(Math.max(0, clock.place(to ?? until) - start));
  const grows = to === undefined && clock.growth ? html` data-grows="${start}"` : undefined;
  return html`x="${start}%"${grows} width="${width}%"`;
}

const words: Readonly<Record<AttemptWait['kind'], string>> = {
  ask: 'waited for an answer',
  hold: 'was held by a policy',
  backoff: 'paused before the next attempt',
  until: 'waited for a time',
};

/** A moment that goes on is not told by its length, which is another each time that it is drawn. */
function tellWait({ kind, from, to, ask }: AttemptWait, axis: Axis): string {
  const took = to === undefined ? (axis.live ? 'still' : 'to the last event') : formatElapsed(to - from);
  return `${words[kind]}${ask === undefined ? '' : `: ${cut(ask.text, 120)}`}, ${took}`;
}

/** A bar in words. */
export function tellBar(bar: AttemptBar, axis: Axis): string {
  const { attempt, from, to, outcome, error, waits } = bar;
  const which = attempt === undefined ? '' : `attempt ${attempt} `;
  const went = to === undefined ? (axis.live ? 'goes on' : 'did not end') : formatElapsed(to - from);
  const waited = waits.slice(0, 4).map((wait) => tellWait(wait, axis));
  const why = error && cut(error.message, 160);
  return [`${which}${outcome}`, `from ${writeTime(from - axis.from)}`, went, why, ...waited].filter(Boolean).join(', ');
}
