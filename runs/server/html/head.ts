/** What stands above a view of a run: what it is, of which run, and how that stands. */
import type { RunOnPage } from '../pages/context.ts';
import { type Section, section } from '../pages/page.ts';
import { cut, html, type Value } from './html.ts';
import { pill } from './words.ts';

export function renderHead(title: Value, { listed, view, stands }: RunOnPage, more?: Value): Section {
  const name = cut(view.workflow ?? (listed.workflow || 'run'), 80);
  return section(
    'top',
    undefined,
    html`<h1>${title}</h1><p class="quiet">${name} <span class="id">${listed.run}</span> ${pill(stands)}</p>${more}`,
  );
}
