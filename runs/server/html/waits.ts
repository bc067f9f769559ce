/** What a run waits for, and the command that answers: the page itself changes nothing. */
import { displayAddress } from '../../../engine/address.ts';
import type { Standing } from '../../standing.ts';
import { factsAsked, linesAsked } from '../../view/asked.ts';
import { commandsOf } from '../../view/commands.ts';
import type { AskRow, RunView, StepRow } from '../../view/index.ts';
import { type Section, section } from '../pages/page.ts';
import { cut, type Html, html } from './html.ts';
import { elapsed, moment } from './words.ts';

/** Nothing for a run that waits for nobody. */
export function renderWaits(view: RunView, stands: Standing, now: number): Section | undefined {
  const asks = [...view.asks.values()];
  const timed = [...view.steps.values()].filter(({ retryAt, until }) => retryAt !== undefined || until !== undefined);
  const stopped =
    stands === 'stopped'
      ? html`<div class="ask"><p>Nobody drives this run: it was interrupted, or its process died.</p>
<pre>omni resume ${view.run}</pre></div>`
      : undefined;
  if (asks.length + timed.length === 0 && stopped === undefined) return undefined;
  return section(
    'waits',
    'Waits for',
    html`${stopped}${asks.map((ask) => renderAsk(ask, view.run, now))}${timed.map(renderTimed)}`,
  );
}

/** A step that waits for a time, or one that failed and has its pause before the next attempt. */
function renderTimed({ frame, step, until, retryAt, attempt, error }: StepRow): Html {
  if (until !== undefined)
    return html`<div class="ask"><p>${displayAddress(frame, step)} goes on at ${moment(until)}</p></div>`;
  const why = error === undefined ? undefined : html`<p class="quiet">${cut(error.message, 300)}</p>`;
  return html`<div class="ask"><p>${displayAddress(frame, step)} tries again at ${moment(retryAt ?? 0)}</p>
<p class="quiet">attempt ${attempt} failed</p>${why}</div>`;
}

/** What is asked stands there whole: who approves it approves what is shown. */
function renderAsk({ ask, frame, step, askedAt, grantedBy }: AskRow, run: string, now: number): Html {
  const until = ask.expiresAt === undefined ? undefined : html` · until ${moment(ask.expiresAt)}`;
  const granted = grantedBy.length === 0 ? undefined : html` · granted by ${grantedBy.join(', ')} so far`;
  const roles = ask.roles === undefined ? undefined : html` · for ${ask.roles.join(' or ')}`;
  return html`<div class="ask"><p>${cut(ask.text, 2_000)}</p>${renderSubject(ask)}
<p class="quiet">${displayAddress(frame, step)} asks since ${elapsed(askedAt, undefined, now)}${until}${roles}${granted}</p>
<pre>${commandsOf(ask, run).join('\n')}</pre></div>`;
}

function renderSubject(ask: AskRow['ask']): Html | undefined {
  if (ask.policy === undefined) return undefined;
  const lines = linesAsked(ask).map(({ text, sign }) => `${sign === undefined ? '' : `${sign} `}${text}`);
  const subject = lines.length === 0 ? undefined : html`<pre>${cut(lines.join('\n'), 20_000)}</pre>`;
  const read = factsAsked(ask).map(([name, value]) => html`<br>${name} = ${cut(value, 300)}`);
  return html`${subject}<p class="quiet">rule ${ask.rule ?? ''} of policy ${ask.policy}${read}</p>`;
}
