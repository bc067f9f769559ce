/** The runs of the project, newest first. */
import type { ListedRun } from '../../journal/index.ts';
import type { Standing } from '../../standing.ts';
import { plural } from '../../view/amounts.ts';
import { cut, type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import { elapsed, moment, pill } from './words.ts';

export type StandingRun = ListedRun & { readonly stands: Standing };

export function renderRunsPage(runs: readonly StandingRun[], version: string, now: number): string {
  const list =
    runs.length === 0
      ? html`<p class="quiet">Nothing ran here yet. Start a run with <code>omni apply PATH</code>; it appears by itself.</p>`
      : html`<ul class="runs">${runs.map((run) => renderRun(run, now))}</ul>`;
  return renderPage({
    title: 'Runs',
    main: html`<section id="runs"><h1>Runs</h1>${list}</section>`,
    live: { events: '/events', version },
  });
}

function renderRun({ run, workflow, createdAt, finishedAt, asks, stands }: ListedRun & StandingRun, now: number): Html {
  const waits =
    asks.length === 0 ? undefined : html`<span class="waits">waits for ${plural(asks.length, 'answer')}</span>`;
  const took = finishedAt === undefined && stands !== 'running' ? undefined : elapsed(createdAt, finishedAt, now);
  return html`<li><a href="/runs/${encodeURIComponent(run)}">
<span class="name">${cut(workflow || 'run', 80)}</span>${pill(stands)}${waits}
<span class="quiet id">${run}</span><span class="quiet when">${moment(createdAt)}</span><span class="quiet took">${took}</span>
</a></li>`;
}
