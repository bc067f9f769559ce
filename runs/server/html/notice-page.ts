/** A page that says one thing: what is not there, not allowed, or went wrong. */
import { html } from './html.ts';
import { renderPage } from './page.ts';

export function renderNotice(title: string, message: string, help?: string): string {
  const hint = help === undefined ? undefined : html`<p class="quiet">${help}</p>`;
  return renderPage({
    title,
    main: html`<section id="notice" class="notice"><h1>${title}</h1><p>${message}</p>${hint}</section>`,
  });
}
