/** A run on a time line: a row a step, its attempts as bars, and in them what it waited for. */

import { renderHead } from '../../html/head.ts';
import { html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import { findRun, nameOf, type PageContext } from '../context.ts';
import { type MakePage, section } from '../page.ts';
import { renderGantt } from './gantt.ts';

/** More rows are read by nobody at once; what does not fit is opened step by step. */
const mostRows = 80;
const mostOpen = 50;

export const timelinePage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { run } = found.listed;
    // No id and no address holds a comma.
    const open = (request.query.open ?? '').split(',').filter(Boolean).slice(0, mostOpen);
    const chart = await context.history.attempts(run, { most: mostRows, open });
    const wayToOpen = (address: string): string =>
      `${runPath(run, 'timeline')}?open=${encodeURIComponent([...new Set([...open, address])].join(','))}`;
    const live = found.stands === 'running' || found.stands === 'waiting';
    const drawn =
      chart.rows.length === 0
        ? html`<p class="quiet">Nothing has begun yet.</p>`
        : renderGantt({ run, chart, live, now: request.now, wayToOpen });
    const close =
      open.length === 0 ? undefined : html`<p><a href="${runPath(run, 'timeline')}">Close what was opened</a></p>`;
    return {
      title: `${nameOf(found)}: time line`,
      layout: 'wide',
      of: { run, tab: 'timeline' },
      sections: [renderHead('Timeline', found, html`${legend}${close}`), section('timeline', undefined, drawn)],
    };
  };

const kinds = [
  ['is-running', 'at work'],
  ['is-done', 'done'],
  ['is-failed', 'failed, or refused'],
  ['is-cancelled', 'cancelled'],
] as const;

const waits = [
  ['is-ask', 'slashes-key', 'waits for an answer, or is held'],
  ['is-backoff', 'dots-key', 'waits for a time, or for the next attempt'],
] as const;

/** Patterns of its own: those of the table are not there while nothing has begun. */
const legend = html`<ul class="legend">${kinds.map(
  ([kind, text]) =>
    html`<li class="${kind}"><svg width="22" height="12" aria-hidden="true"><rect class="attempt" width="22" height="12" rx="3"/></svg>${text}</li>`,
)}${waits.map(
  ([kind, pattern, text]) =>
    html`<li class="wait ${kind}"><svg width="22" height="12" aria-hidden="true"><defs>${pattern === 'slashes-key' ? html`<pattern id="slashes-key" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="slash" d="M0 0V6"/></pattern>` : html`<pattern id="dots-key" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="spot" cx="2.5" cy="2.5" r="1.1"/></pattern>`}</defs><rect class="under" width="22" height="12" rx="3"/><rect width="22" height="12" rx="3" fill="url(#${pattern})"/></svg>${text}</li>`,
)}</ul>`;
