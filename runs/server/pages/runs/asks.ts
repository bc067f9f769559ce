/**
 * Everything that waits for an answer, over all runs that somebody may see: one page to go through. Whoever waits longest
 * stands first, so that what is asked meanwhile comes below what somebody is answering.
 */

import { maySee } from '../../../access/index.ts';
import type { ListedRun } from '../../../journal/index.ts';
import { plural } from '../../../view/amounts.ts';
import { html } from '../../html/html.ts';
import { withQuery } from '../../html/paths.ts';
import { runPath } from '../../html/words.ts';
import type { PageContext } from '../context.ts';
import { type MakePage, section } from '../page.ts';
import { renderAsk } from '../run/ask.ts';

const mostRuns = 50;

const oldest = ({ asks }: ListedRun): number => Math.min(...asks.map(({ askedAt }) => askedAt));
const byAge = (one: ListedRun, other: ListedRun): number => oldest(one) - oldest(other);

export const asksPage =
  ({ record, history }: PageContext): MakePage =>
  async ({ visitor, query: { after }, now, url: back }) => {
    const seen = record.list({ asking: true }).filter(({ run }) => maySee(visitor, run));
    const waiting = seen.toSorted(byAge);
    const start = waiting.findIndex(({ run }) => run === after) + 1;
    const shown = waiting.slice(start, start + mostRuns);
    const sections = await Promise.all(
      shown.map(async ({ run, asks, workflow: name }) => {
        const { view, workflow } = await history.view(run);
        const spec = workflow?.spec;
        const cards = asks.map((open) =>
          renderAsk({ view, run, back, open, visitor, starter: view.starter, spec, now }),
        );
        const title = html`<h2><a href="${runPath(run)}">${name || 'run'}</a> <span class="quiet id">${run}</span></h2>`;
        return section(`run-${run}`, undefined, html`${title}${cards}`);
      }),
    );
    const none = section('none', undefined, html`<p class="quiet">Nothing waits for an answer.</p>`);
    const top = section('top', undefined, html`<h1>Waiting for an answer</h1>`);
    const more = waiting.length - start - shown.length;
    const way = withQuery('/asks', { after: shown.at(-1)?.run });
    const rest = html`<p class="more"><a href="${way}">${plural(more, 'more run')}</a></p>`;
    const next = more > 0 ? [section('more', undefined, rest)] : [];
    return { title: 'Waiting', sections: [top, ...(sections.length === 0 ? [none] : sections), ...next] };
  };
