/** A run that talks to people, as they see it: what was said, what each round of a debate brought, what was answered. */
import type { TalkLine } from '../../../history/index.ts';
import type { TalkAnswer } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import type { renderMarkdown } from '../../html/markdown.ts';
import { clock } from '../../html/words.ts';
import type { Section } from '../page.ts';

const mostText = 6_000;

export function renderTalk(line: TalkLine, markdown: typeof renderMarkdown): Section {
  const id = `t${line.seq}`;
  return {
    id,
    html: html`<section id="${id}" class="entry is-of-${line.entry.type}" data-key="${id}" data-kept>${bodyOf(line, markdown)}</section>`,
  };
}

function bodyOf({ entry, at }: TalkLine, markdown: typeof renderMarkdown): Html {
  const by = (name: string, what?: string): Html =>
    html`<p class="by"><b>${cut(name, 80)}</b> ${what && html`<span class="quiet">${what}</span>`} ${clock(at)}</p>`;
  const text = (whole: string): Html => markdown(cut(whole, mostText));
  switch (entry.type) {
    case 'said':
      return html`${by(entry.by)}<pre class="plain">${cut(entry.text, mostText)}</pre>`;
    case 'ignored':
      return html`${by(entry.by, 'was not heard')}<p class="error">${cut(entry.reason, 600)}</p>`;
    case 'round': {
      const answers = entry.answers.map((answer) => renderAnswer(answer, markdown));
      const name = entry.round === 0 ? 'Each for itself' : `Round ${entry.round}`;
      return html`<h3>${name} ${clock(at)}</h3><div class="heads">${answers}</div>`;
    }
    case 'synthesis':
      return html`${by(entry.judge, 'sums up')}${text(entry.text)}${renderList('They share', entry.agreed)}${renderList('They differ', entry.differ)}`;
    case 'answer':
      return html`${by(entry.agent, entry.step)}${text(entry.text)}`;
  }
}

function renderAnswer(
  { head, vendor, answer, error, agrees, objections }: TalkAnswer,
  markdown: typeof renderMarkdown,
): Html {
  const stands =
    agrees === undefined
      ? undefined
      : html` <span class="pill is-${agrees ? 'done' : 'waiting'}">${agrees ? 'agrees' : 'differs'}</span>`;
  const said =
    answer === undefined ? html`<p class="error">${cut(error ?? '', 600)}</p>` : markdown(cut(answer, mostText));
  return html`<div class="head"><p class="by"><b>${cut(head, 80)}</b> <span class="quiet">${cut(vendor, 40)}</span>${stands}</p>${said}${renderList('Objections', objections)}</div>`;
}

function renderList(name: string, items: readonly string[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<p class="quiet">${name}</p><ul class="points">${items.slice(0, 20).map((item) => html`<li>${cut(item, 600)}</li>`)}</ul>`;
}
