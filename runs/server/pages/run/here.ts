/** Who looks at a run now, and the way to let in somebody else. */

import { cut, type Html, html } from '../../html/html.ts';
import { withQuery } from '../../html/paths.ts';
import type { Looking } from '../../live/presence.ts';

const most = 12;

/** `you` are here whether or not a page of yours is followed live. */
export function renderHere(here: readonly Looking[], you: Looking, run: string): Html {
  const share = you.role === 'own' ? html` <a href="${withQuery('/people', { run })}">Share this run</a>` : undefined;
  const others = here.filter(({ name, role }) => name !== you.name || role !== you.role);
  if (others.length === 0) return html`<p class="here quiet">Only you are here.${share}</p>`;
  const rest = others.length <= most ? undefined : html`<li>${others.length - most} more</li>`;
  const people = others
    .slice(0, most)
    .map(({ name, role }) => html`<li><b>${cut(name, 60)}</b> <span class="quiet">${role}</span></li>`);
  return html`<div class="here"><span class="quiet">Here with you:</span><ul>${people}${rest}</ul>${share}</div>`;
}
