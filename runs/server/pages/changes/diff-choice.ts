/** Whose changes are shown: steps with what each of their rounds left, and workspaces as they stand now. */
import { displayAddress } from '../../../../engine/address.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { withQuery } from '../../html/paths.ts';
import { clock, runPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { renderCounts } from './diff.ts';
import type { DiffChoice, DiffSource } from './diff-source.ts';

const mostShown = 200;

export function renderChoice({ steps, workspaces }: DiffChoice, source: DiffSource | undefined, run: string): Section {
  const path = runPath(run, 'changes');
  const here = (isIt: boolean): Html | undefined => (isIt ? html` aria-current="true"` : undefined);
  const rows = steps.slice(0, mostShown).map(({ address, agent, title, rounds }) => {
    const place = address.lastIndexOf('/');
    const name = displayAddress(address.slice(0, Math.max(0, place)), address.slice(place + 1));
    const links = rounds.map((round, index) => {
      const text = rounds.length === 1 ? 'what it wrote' : `attempt ${round.attempt ?? rounds.length - index}`;
      return html`<a href="${withQuery(path, { seq: round.seq })}"${here(source?.round?.seq === round.seq)}>${text} ${renderCounts(round)} ${clock(round.at)}</a> `;
    });
    const live = workspaces.find(({ key }) => key === rounds[0]?.branch);
    const now =
      live &&
      html`<a href="${withQuery(path, { workspace: live.key })}"${here(source?.round === undefined && source?.workspace === live.key)}>as it stands now</a>`;
    return html`<li><span class="name"><b>${cut(name, 80)}</b> <span class="quiet">${cut([agent, title].filter(Boolean).join(' · '), 120)}</span></span> <span class="rounds">${links}${now}</span></li>`;
  });
  const known = new Set(steps.map(({ rounds }) => rounds[0]?.branch));
  const others = workspaces
    .filter(({ key }) => !known.has(key))
    .slice(0, mostShown)
    .map(
      ({ key, live }) =>
        html`<li><span class="name"><code>${cut(key, 120)}</code></span> <span class="rounds"><a href="${withQuery(path, { workspace: key })}"${here(source?.round === undefined && source?.workspace === key)}>${live ? 'as it stands now' : 'what was committed'}</a></span></li>`,
    );
  const list = html`<ul class="authors">${rows}${others}</ul>`;
  const many = steps.length + others.length > 6;
  return section(
    'choice',
    undefined,
    many ? html`<details><summary>Whose changes, and of when</summary>${list}</details>` : list,
  );
}
