/** What waits for whoever looks, and what ended last: on every page, and what the browser notifies of. */
import { displayAddress } from '../../../engine/address.ts';
import { maySee, type Visitor } from '../../access/index.ts';
import type { OpenAsk } from '../../asks.ts';
import type { ListedRun } from '../../journal/index.ts';
import { plural } from '../../view/amounts.ts';
import { cut, html } from '../html/html.ts';
import { runPath } from '../html/words.ts';
import type { RunRecord } from '../ports.ts';
import type { Section } from './page.ts';

const looksBack = 200;
const shown = 5;

export const mineOf =
  (record: RunRecord) =>
  (visitor: Visitor): Section => {
    const runs = record.list({ limit: looksBack }).filter(({ run }) => maySee(visitor, run));
    const asks = runs
      .filter(({ status }) => status === 'running')
      .flatMap((run) => run.asks.map((ask) => ({ run, ask })));
    const ended = runs.flatMap(({ finishedAt, ...run }) => (finishedAt === undefined ? [] : [{ ...run, finishedAt }]));
    const last = ended.reduce<(typeof ended)[number] | undefined>(
      (newest, run) => (newest && newest.finishedAt > run.finishedAt ? newest : run),
      undefined,
    );
    const said = last === undefined ? '' : `${last.workflow || 'run'} ${last.run}: ${last.status}`;
    const list =
      asks.length === 0
        ? html``
        : html`<details><summary>${plural(asks.length, 'answer is', 'answers are')} waited for</summary>
<ul>${asks.slice(0, shown).map(renderAsk)}</ul></details>`;
    const hidden = asks.length === 0 ? html` hidden` : undefined;
    return {
      id: 'mine',
      html: html`<section id="mine" aria-label="Waits for you" data-count="${asks.length}" data-ended="${cut(said, 120)}"${hidden}>${list}</section>`,
    };
  };

const renderAsk = ({ run, ask: { ask, frame, step } }: { run: ListedRun; ask: OpenAsk }) =>
  html`<li><a href="${runPath(run.run)}#waits">${cut(ask.text, 120)}</a> <span class="quiet">${run.workflow} · ${displayAddress(frame, step)}</span></li>`;
