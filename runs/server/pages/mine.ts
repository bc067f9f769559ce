/**
 * What waits for whoever looks, and what ended last: on every page, and what the browser notifies of (`data-news`: what
 * makes it one thing, so that it is told once).
 */
import { displayAddress } from '../../../engine/address.ts';
import { maySee } from '../../access/index.ts';
import type { ListedRun } from '../../journal/index.ts';
import { formatElapsed, plural } from '../../view/amounts.ts';
import type { AskOfRun } from '../asks.ts';
import { cut, type Html, html } from '../html/html.ts';
import { runPath } from '../html/words.ts';
import type { ServerParts } from '../parts.ts';
import type { PageRequest, Section } from './page.ts';

const shown = 10;
const endings = 5;
/** Runs among which those that ended last are looked for. */
const looksBack = 200;

type Ended = ListedRun & { readonly finishedAt: number };

export const mineOf =
  ({ record, asksFor }: Pick<ServerParts, 'record' | 'asksFor'>) =>
  async ({ visitor, now }: Pick<PageRequest, 'visitor' | 'now'>): Promise<Section> => {
    const open = await asksFor(record.list({ asking: true }), visitor, now);
    const asks = open.toSorted((one, other) => other.open.askedAt - one.open.askedAt);
    const ended = record
      .list({ limit: looksBack })
      .filter((run): run is Ended => run.finishedAt !== undefined && maySee(visitor, run.run))
      .sort((one, other) => other.finishedAt - one.finishedAt);
    const hidden = asks.length === 0 ? html` hidden` : undefined;
    const whole = visitor.run === undefined;
    return {
      id: 'mine',
      html: html`<section id="mine" aria-label="Waits for you" data-count="${asks.length}"${hidden}>
${asks.length === 0 ? undefined : renderAsks(asks, whole)}
<ul hidden>${ended.slice(0, endings).map(renderEnded)}</ul></section>`,
    };
  };

function renderAsks(asks: readonly AskOfRun[], whole: boolean): Html {
  const said = html`${plural(asks.length, 'answer is', 'answers are')} waited for`;
  // A single one needs no opening.
  if (asks.length === 1) return html`<strong>${said}</strong><ul>${asks.map(renderAsk)}</ul>`;
  const all = whole ? html`<p><a href="/asks">Go through all of them</a></p>` : undefined;
  return html`<details><summary>${said}</summary>
<ul>${asks.slice(0, shown).map(renderAsk)}</ul>${all}</details>`;
}

const renderAsk = ({ run, open: { ask, frame, step } }: AskOfRun) =>
  html`<li data-news="ask ${ask.id}" data-title="${nameOf(run)} waits for an answer"><a href="${runPath(run.run)}#waits">${cut(ask.text, 120)}</a> <span class="quiet">${run.workflow} · ${displayAddress(frame, step)}</span></li>`;

const renderEnded = (run: Ended) =>
  html`<li data-news="run ${run.run}" data-title="${nameOf(run)}: ${run.status}"><a href="${runPath(run.run)}">Run ${run.run} is over</a>, after ${formatElapsed(run.finishedAt - run.createdAt)}</li>`;

const nameOf = ({ workflow }: ListedRun): string => cut(workflow || 'A run', 60);
