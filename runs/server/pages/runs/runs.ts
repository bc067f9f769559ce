/** The runs of the project, newest first: filtered, searched, and a page at a time. */

import { maySee } from '../../../access/index.ts';
import type { ListedRun } from '../../../journal/index.ts';
import { type Standing, standingOfListed } from '../../../standing.ts';
import { formatCost, plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { elapsed, moment, pill, runPath } from '../../html/words.ts';
import type { PageContext } from '../context.ts';
import { type MakePage, type PageRequest, section } from '../page.ts';

const most = 50;
/** How many runs are looked through for one page of those that stand as is wanted. */
const mostLookedAt = 2_000;
const standings: readonly Standing[] = ['running', 'waiting', 'stopped', 'done', 'failed', 'refused', 'cancelled'];

type StandingRun = ListedRun & { readonly stands: Standing };
interface Wanted {
  readonly text?: string;
  readonly stands?: Standing;
  readonly before?: string;
}

export const runsPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const wanted = readWanted(request);
    const { runs, older } = await findRuns(context, request, wanted);
    const any = wanted.text !== undefined || wanted.stands !== undefined || wanted.before !== undefined;
    const none = any
      ? html`<p class="quiet">No run is like that. <a href="/">All runs</a></p>`
      : html`<p class="quiet">Nothing ran here yet. Start a run with <code>omni apply PATH</code>; it appears by itself.</p>`;
    const list =
      runs.length === 0 ? none : html`<ul class="runs">${runs.map((run) => renderRun(run, request.now))}</ul>`;
    const next = older && html`<p class="more"><a href="${linkOf({ ...wanted, before: older })}">Older runs</a></p>`;
    const sections = [section('find', undefined, html`<h1>Runs</h1>${renderFilter(wanted)}`)];
    return { title: 'Runs', sections: [...sections, section('runs', undefined, html`${list}${next}`)] };
  };

function readWanted({ query }: PageRequest): Wanted {
  const { q, stands, before } = query;
  const known = standings.find((one) => one === stands);
  return { ...(q && { text: cut(q.trim(), 200) }), ...(known && { stands: known }), ...(before && { before }) };
}

/** How a run stands is known only by a look at its lease, so they are looked through until there are enough. */
async function findRuns({ record }: PageContext, { visitor }: PageRequest, { text, stands, before }: Wanted) {
  const runs: StandingRun[] = [];
  let at = before;
  for (let seen = 0; seen < mostLookedAt; ) {
    const some = record.list({ limit: most + 1, ...(text && { text }), ...(at && { before: at }) });
    for (const listed of some) {
      at = listed.run;
      if (!maySee(visitor, listed.run)) continue;
      const { stands: standing } = await standingOfListed(record, listed);
      if (stands !== undefined && standing !== stands) continue;
      if (runs.length === most) return { runs, older: runs.at(-1)!.run };
      runs.push({ ...listed, stands: standing });
    }
    seen += some.length;
    if (some.length <= most) return { runs };
  }
  return { runs, older: at };
}

function linkOf({ text, stands, before }: Wanted): string {
  const query = new URLSearchParams({ ...(text && { q: text }), ...(stands && { stands }), ...(before && { before }) });
  return query.size === 0 ? '/' : `/?${query}`;
}

function renderFilter({ text = '', stands }: Wanted): Html {
  const choices = ['', ...standings].map((one) => {
    const chosen = one === (stands ?? '') ? html` selected` : undefined;
    return html`<option value="${one}"${chosen}>${one || 'however they stand'}</option>`;
  });
  return html`<form class="filter" method="get" action="/" role="search">
<label class="hidden" for="q">Search</label><input id="q" type="search" name="q" value="${text}" placeholder="id, workflow, file or person" maxlength="200">
<label class="hidden" for="stands">How they stand</label><select id="stands" name="stands">${choices}</select>
<button>Find</button></form>`;
}

function renderRun(listed: StandingRun, now: number): Html {
  const { run, workflow, createdAt, finishedAt, starter, asks, stands, cost } = listed;
  const waits =
    asks.length === 0
      ? undefined
      : html`<span class="waits">waits for ${plural(asks.length, 'answer')}: ${cut(asks[0]!.ask.text, 80)}</span>`;
  const took = finishedAt === undefined && stands !== 'running' ? undefined : elapsed(createdAt, finishedAt, now);
  const by = starter === undefined ? undefined : html`<span class="quiet by">by ${cut(starter, 60)}</span>`;
  return html`<li data-key="${run}"><a href="${runPath(run)}">
<span class="name">${cut(workflow || 'run', 80)}</span>${pill(stands)}${waits}
<span class="quiet id">${run}</span>${by}<span class="quiet when">${moment(createdAt)}</span><span class="quiet took">${took}</span><span class="cost">${formatCost(cost)}</span>
</a></li>`;
}
