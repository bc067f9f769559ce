/** A page that says one thing: what is not there, not allowed, or went wrong. */
import type { Visitor } from '../../access/index.ts';
import { renderDocument } from './document.ts';
import { html } from './html.ts';

export function renderNotice(title: string, message: string, help?: string, visitor?: Visitor): string {
  const hint = help === undefined ? undefined : html`<p class="quiet">${help}</p>`;
  const notice = html`<section id="notice" class="notice"><h1>${title}</h1><p>${message}</p>${hint}</section>`;
  return renderDocument({ page: { title, sections: [{ id: 'notice', html: notice }] }, ...(visitor && { visitor }) });
}
