/** Everything that waits for an answer, over all runs that somebody may see: one page to go through. */

import { maySee } from '../../../access/index.ts';
import { plural } from '../../../view/amounts.ts';
import { html } from '../../html/html.ts';
import { withQuery } from '../../html/paths.ts';
import { runPath } from '../../html/words.ts';
import type { PageContext } from '../context.ts';
import { type MakePage, section } from '../page.ts';
import { renderAsk } from '../run/ask.ts';

const mostRuns = 50;

export const asksPage =
  ({ record, history }: PageContext): MakePage =>
  async ({ visitor, query: { before }, now }) => {
    const waiting = record.list({ asking: true, ...(before && { before }) }).filter(({ run }) => maySee(visitor, run));
    const shown = waiting.slice(0, mostRuns);
    const sections = await Promise.all(
      shown.map(async ({ run, asks, workflow: name }, index) => {
        const { view, workflow } = await history.view(run);
        const spec = workflow?.spec;
        const cards = asks.map((open) => renderAsk({ view, run, open, visitor, starter: view.starter, spec, now }));
        const title = html`<h2><a href="${runPath(run)}">${name || 'run'}</a> <span class="quiet id">${run}</span></h2>`;
        return section(`run-${index}`, undefined, html`${title}${cards}`);
      }),
    );
    const none = section('none', undefined, html`<p class="quiet">Nothing waits for an answer.</p>`);
    const top = section('top', undefined, html`<h1>Waiting for an answer</h1>`);
    const more = waiting.length - shown.length;
    const older = html`<p class="more"><a href="${withQuery('/asks', { before: shown.at(-1)?.run })}">${plural(more, 'older run')}</a></p>`;
    const next = more > 0 ? [section('older', undefined, older)] : [];
    return { title: 'Waiting', sections: [top, ...(sections.length === 0 ? [none] : sections), ...next] };
  };
