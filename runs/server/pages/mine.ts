/** What waits for whoever looks, and what ended last: on every page, and what the browser notifies of. */
import { displayAddress } from '../../../engine/address.ts';
import { maySee } from '../../access/index.ts';
import { plural } from '../../view/amounts.ts';
import type { AskOfRun } from '../asks.ts';
import { cut, html } from '../html/html.ts';
import { runPath } from '../html/words.ts';
import type { ServerParts } from '../parts.ts';
import type { PageRequest, Section } from './page.ts';

const looksBack = 200;
const shown = 5;

export const mineOf =
  ({ record, asksFor }: Pick<ServerParts, 'record' | 'asksFor'>) =>
  async ({ visitor, now }: Pick<PageRequest, 'visitor' | 'now'>): Promise<Section> => {
    const runs = record.list({ limit: looksBack }).filter(({ run }) => maySee(visitor, run));
    const asks = await asksFor(runs, visitor, now);
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

const renderAsk = ({ run, open: { ask, frame, step } }: AskOfRun) =>
  html`<li><a href="${runPath(run.run)}#waits">${cut(ask.text, 120)}</a> <span class="quiet">${run.workflow} · ${displayAddress(frame, step)}</span></li>`;
