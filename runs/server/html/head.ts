/** What stands above a view of a run: what it is, of which run, and how that stands. */
import { nameOf, type RunOnPage } from '../pages/context.ts';
import { type Section, section } from '../pages/page.ts';
import { html, type Value } from './html.ts';
import { pill } from './words.ts';

export function renderHead(title: Value, found: RunOnPage, more?: Value): Section {
  const { listed, stands } = found;
  return section(
    'top',
    undefined,
    html`<h1>${title}</h1><p class="quiet">${nameOf(found)} <span class="id">${listed.run}</span> ${pill(stands)}</p>${more}`,
  );
}
