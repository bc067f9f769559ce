/** What a run waits for: people with their forms, times, and somebody who goes on with it. */
import { displayAddress } from '../../../../engine/address.ts';
import { holds } from '../../../access/index.ts';
import type { RunView, StepRow } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { moment, runPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { type AskOnPage, renderAsk } from './ask.ts';

export interface Waits extends Pick<AskOnPage, 'visitor' | 'spec' | 'now'> {
  readonly view: RunView;
  readonly stranded: boolean;
  /** Whether this server can go on with a run. */
  readonly drives: boolean;
}

/** Nothing for a run that waits for nobody. */
export function renderWaits({ view, stranded, drives, now, ...bench }: Waits): Section | undefined {
  const { run, starter } = view;
  const asks = [...view.asks.values()].map((open) => renderAsk({ ...bench, view, starter, run, open, now }));
  const timed = [...view.steps.values()].filter(({ retryAt, until }) => retryAt !== undefined || until !== undefined);
  const stopped = stranded ? renderStopped(run, drives && holds(bench.visitor.role, 'drive')) : undefined;
  if (asks.length + timed.length === 0 && stopped === undefined) return undefined;
  return section('waits', 'Waits for', html`${stopped}${asks}${timed.map(renderTimed)}`);
}

function renderStopped(run: string, mayResume: boolean): Html {
  const way = mayResume
    ? html`<form method="post" action="${runPath(run, 'resume')}"><div class="buttons"><button class="good">Go on with it</button></div></form>`
    : html`<pre>omni resume ${run}</pre>`;
  return html`<div class="ask" data-key="stopped"><p>Nobody drives this run: it was interrupted, or its process died.</p>${way}</div>`;
}

/** A step that waits for a time, or one that failed and has its pause before the next attempt. */
function renderTimed({ frame, step, until, retryAt, attempt, error }: StepRow): Html {
  const where = displayAddress(frame, step);
  if (until !== undefined) return html`<div class="ask"><p>${where} goes on at ${moment(until)}</p></div>`;
  const why = error === undefined ? undefined : html`<p class="quiet">${cut(error.message, 300)}</p>`;
  return html`<div class="ask"><p>${where} tries again at ${moment(retryAt ?? 0)}</p>
<p class="quiet">attempt ${attempt} failed</p>${why}</div>`;
}
