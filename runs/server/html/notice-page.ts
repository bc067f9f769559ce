/** A page that says one thing: what is not there, not allowed, or went wrong. */
import type { Visitor } from '../../access/index.ts';
import { renderDocument } from './document.ts';
import { html } from './html.ts';
import { codePath } from './paths.ts';

export interface Notice {
  readonly title: string;
  readonly message: string;
  readonly help?: string | undefined;
  /** Of the error, where it has one. */
  readonly code?: string | undefined;
  /** Where to go on: a path of ours. */
  readonly back?: string | undefined;
  readonly visitor?: Visitor;
  /** The field of the form, by its name, that it is about. */
  readonly field?: string | undefined;
}

export function renderNotice({ title, message, help, code, back, visitor, field }: Notice): string {
  const hint = help === undefined ? undefined : html`<p class="quiet">${help}</p>`;
  const more = code && html`<p class="way"><a href="${codePath(code)}">What ${code} means</a></p>`;
  const way = back === undefined ? undefined : html`<p class="way"><a href="${back}">Back to where you were</a></p>`;
  const about = field && html` data-field="${field}"`;
  const notice = html`<section id="notice" class="notice"${about || undefined}><h1>${title}</h1><p>${message}</p>${hint}${more || undefined}${way}</section>`;
  return renderDocument({ page: { title, sections: [{ id: 'notice', html: notice }] }, ...(visitor && { visitor }) });
}
