/** The views of a run, side by side. */
import type { Page, RunTab } from '../pages/page.ts';
import { type Html, html } from './html.ts';

const tabs: Readonly<Record<RunTab, readonly [path: string, name: string]>> = {
  overview: ['', 'Overview'],
  timeline: ['/timeline', 'Timeline'],
  talk: ['/talk', 'Transcripts'],
  calls: ['/calls', 'Tool calls'],
  changes: ['/changes', 'Changes'],
  costs: ['/costs', 'Costs'],
  journal: ['/journal', 'Journal'],
};

export function renderTabs({ run, tab }: NonNullable<Page['of']>): Html {
  const links = Object.entries(tabs).map(([key, [path, name]]) => {
    const here = key === tab ? html` aria-current="page"` : undefined;
    return html`<a href="/runs/${encodeURIComponent(run)}${path}"${here}>${name}</a>`;
  });
  return html`<nav class="tabs" aria-label="Views of this run">${links}</nav>`;
}
