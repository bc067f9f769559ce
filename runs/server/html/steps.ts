/** The step tree of a run: who does what, what was said last, how long it took and what it cost. */
import type { RunView } from '../../view/index.ts';
import { lifeSigns } from '../../view/signs.ts';
import { type Detail, type Row, rowsOf } from '../../view/tree-rows.ts';
import { cut, type Html, html } from './html.ts';

/** A page is read, not searched: of a run with thousands of items, what is over is told in brief. */
const mostRows = 300;
const mostNote = 240;
const deepest = 8;

export function renderSteps(view: RunView, now: number): Html {
  const { rows, more } = shorten(view, now);
  const rest = more === 0 ? undefined : html`<li class="step quiet">… ${more} more</li>`;
  return html`<ul class="steps">${rows.map(renderRow)}${rest}</ul>`;
}

function shorten(view: RunView, now: number): { readonly rows: readonly Row[]; readonly more: number } {
  for (const detail of ['all', 'open'] satisfies readonly Detail[]) {
    const rows = rowsOf(view, now, detail);
    if (rows.length <= mostRows) return { rows, more: 0 };
  }
  const rows = rowsOf(view, now, 'brief');
  return { rows: rows.slice(0, mostRows), more: Math.max(0, rows.length - mostRows) };
}

function renderRow({ depth, life, label, who, note, elapsed, since, cost }: Row): Html {
  const deep = `d${Math.min(depth, deepest)}`;
  // How an ask is answered stands where the page tells of waits.
  if (life === undefined) return html``;
  const by = who === '' ? undefined : html`<span class="who">${cut(who, 120)}</span>`;
  const said = note === '' ? undefined : html`<span class="note">${cut(note, mostNote)}</span>`;
  const took = since === undefined ? elapsed : html`<span data-since="${since}">${elapsed}</span>`;
  return html`<li class="step is-${life} ${deep}"><span class="sign" title="${life}">${lifeSigns[life]}</span>
<span class="label">${cut(label, 80)}</span><span class="what">${by}${said}</span>
<span class="took">${took}</span><span class="cost">${cost}</span></li>`;
}
