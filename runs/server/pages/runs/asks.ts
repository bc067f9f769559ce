/** Everything that waits for an answer, over all runs that somebody may see: one page to go through. */

import { maySee } from '../../../access/index.ts';
import { html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import type { PageContext } from '../context.ts';
import { type MakePage, section } from '../page.ts';
import { renderAsk } from '../run/ask.ts';

const looksBack = 200;

export const asksPage =
  ({ record, history }: PageContext): MakePage =>
  async ({ visitor, now }) => {
    const waiting = record
      .list({ limit: looksBack })
      .filter(({ run, status, asks }) => status === 'running' && asks.length > 0 && maySee(visitor, run));
    const sections = await Promise.all(
      waiting.map(async ({ run, asks, workflow: name }, index) => {
        const { view, workflow } = await history.view(run);
        const spec = workflow?.spec;
        const cards = asks.map((open) => renderAsk({ view, run, open, visitor, starter: view.starter, spec, now }));
        const title = html`<h2><a href="${runPath(run)}">${name || 'run'}</a> <span class="quiet id">${run}</span></h2>`;
        return section(`run-${index}`, undefined, html`${title}${cards}`);
      }),
    );
    const none = section('none', undefined, html`<p class="quiet">Nothing waits for an answer.</p>`);
    const top = section('top', undefined, html`<h1>Waiting for an answer</h1>`);
    return { title: 'Waiting', sections: [top, ...(sections.length === 0 ? [none] : sections)] };
  };
