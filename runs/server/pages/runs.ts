/** The runs of the project, newest first. */
import type { ListedRun } from '../../journal/index.ts';
import type { Standing } from '../../standing.ts';
import { plural } from '../../view/amounts.ts';
import { cut, type Html, html } from '../html/html.ts';
import { elapsed, moment, pill, runPath } from '../html/words.ts';
import { maySee, type PageContext, standingOfListed } from './context.ts';
import { type MakePage, section } from './page.ts';

const most = 100;
type StandingRun = ListedRun & { readonly stands: Standing };

export const runsPage =
  ({ record }: PageContext): MakePage =>
  async ({ visitor, now }) => {
    const seen = record.list({ limit: most }).filter(({ run }) => maySee(visitor, run));
    const runs = await Promise.all(
      seen.map(async (listed) => ({ ...listed, stands: await standingOfListed(record, listed) })),
    );
    const list =
      runs.length === 0
        ? html`<p class="quiet">Nothing ran here yet. Start a run with <code>omni apply PATH</code>; it appears by itself.</p>`
        : html`<ul class="runs">${runs.map((run) => renderRun(run, now))}</ul>`;
    return { title: 'Runs', sections: [section('runs', undefined, html`<h1>Runs</h1>${list}`)] };
  };

function renderRun({ run, workflow, createdAt, finishedAt, asks, stands }: StandingRun, now: number): Html {
  const waits =
    asks.length === 0 ? undefined : html`<span class="waits">waits for ${plural(asks.length, 'answer')}</span>`;
  const took = finishedAt === undefined && stands !== 'running' ? undefined : elapsed(createdAt, finishedAt, now);
  return html`<li><a href="${runPath(run)}">
<span class="name">${cut(workflow || 'run', 80)}</span>${pill(stands)}${waits}
<span class="quiet id">${run}</span><span class="quiet when">${moment(createdAt)}</span><span class="quiet took">${took}</span>
</a></li>`;
}
