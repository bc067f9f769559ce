/** Small pieces that stand on every page. */
import { formatElapsed, formatMoment } from '../../view/amounts.ts';
import { type Html, html } from './html.ts';

/** How something stands, in its colour and with its word. */
export const pill = (status: string): Html => html`<span class="pill is-${status}">${status}</span>`;

/** A moment in UTC, as every command writes it. */
export const moment = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${formatMoment(at)} UTC</time>`;

/** The time of day is enough to tell one moment from another; the whole one shows on pointing. */
export function clock(at: number): Html {
  const whole = formatMoment(at);
  return html`<time class="clock" datetime="${new Date(at).toISOString()}" title="${whole} UTC">${whole.slice(11)}</time>`;
}

/** An elapsed time; what still goes on is counted further by the script. */
export function elapsed(from: number, to: number | undefined, now: number): Html {
  return to === undefined
    ? html`<span data-since="${from}">${formatElapsed(now - from)}</span>`
    : html`${formatElapsed(to - from)}`;
}

/** Where a run is, or one of its views. */
export const runPath = (run: string, view = ''): string =>
  `/runs/${encodeURIComponent(run)}${view === '' ? '' : `/${view}`}`;

/** What a step said and did. */
export const talkPath = (run: string, address: string): string =>
  `${runPath(run, 'talk')}?step=${encodeURIComponent(address)}`;
