/** Where a run stands, in the first lines of its page. */
import type { ListedRun } from '../../../journal/index.ts';
import type { Standing } from '../../../standing.ts';
import { formatCost, formatCount, formatElapsed } from '../../../view/amounts.ts';
import type { RunView } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { elapsed, moment, pill, runPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';

export interface Top {
  readonly name: string;
  readonly listed: ListedRun;
  readonly view: RunView;
  readonly stands: Standing;
  readonly now: number;
  /** It is shown as it was: nothing on it goes on. */
  readonly past: boolean;
  readonly here?: Html;
  /** Whether whoever looks may end it. */
  readonly mayCancel: boolean;
}

export function renderTop({ name, listed, view, stands, now, past, here, mayCancel }: Top): Section {
  const { run, file, createdAt, finishedAt } = listed;
  const began = view.startedAt || createdAt;
  const open = stands === 'running' || stands === 'waiting';
  const took = view.finishedAt ?? (past ? now : (finishedAt ?? (open ? undefined : view.timeline.at(-1)?.at)));
  const error = view.error && html`<p class="error">${cut(view.error.message, 2_000)}</p>`;
  const { input, output } = view.tokens;
  return section(
    'top',
    undefined,
    html`<h1>${name} ${pill(stands)}</h1>
<p class="quiet"><span class="id">${run}</span> · ${moment(began)}${view.starter === '' ? undefined : html` · by ${cut(view.starter, 120)}`}</p>
${error}
<dl class="facts"><div><dt>time</dt><dd>${took === undefined ? elapsed(began, undefined, now) : formatElapsed(took - began)}</dd></div>
<div><dt>cost</dt><dd>${formatCost(view.cost) || '–'}</dd></div>
<div><dt>tokens</dt><dd>${formatCount(input + output)}</dd></div>
<div><dt>tool calls</dt><dd>${formatCount(view.toolCalls)}</dd></div></dl>
${here}
<p class="quiet file">${file}</p>${mayCancel && listed.status === 'running' ? renderCancel(run) : undefined}`,
  );
}

/** Two steps, since there is no way back. */
const renderCancel = (run: string): Html =>
  html`<details class="cancel"><summary>End this run</summary><form method="post" action="${runPath(run, 'cancel')}">
<p>Everything that it has running is ended, and the run with it.</p><div class="buttons"><button class="bad">End it</button></div></form></details>`;
