/** Requests that were refused, the newest first. */
import type { Refusal } from '../../../access/index.ts';
import { type Html, html } from '../../html/html.ts';
import { moment } from '../../html/words.ts';
import { type Page, section } from '../page.ts';

export function renderRefusals(refusals: readonly Refusal[]): Page {
  const list =
    refusals.length === 0
      ? html`<p class="quiet">Nothing was refused.</p>`
      : html`<ul class="refusals">${refusals.map(renderRefusal)}</ul>`;
  const all = html`<h1>Refused</h1>
<p class="quiet">Requests that were not done, by whoever sent them. The newest 10,000 are kept.</p>${list}`;
  return { title: 'Refused', sections: [section('refusals', undefined, all)] };
}

function renderRefusal({ at, address, method, path, host, why, token }: Refusal): Html {
  const whose = token === undefined ? undefined : html` · token <span class="id">${token}</span>`;
  return html`<li><p>${why}</p><p class="quiet">${moment(at)} · ${method} ${path} · from ${address} · to ${host}${whose}</p></li>`;
}
