/** The step tree of a run: who does what, what was said last, how long it took and what it cost. */
import type { EventLine } from '../../../history/index.ts';
import type { RunView } from '../../../view/index.ts';
import { lifeSigns } from '../../../view/signs.ts';
import { type Row, rowsWithin } from '../../../view/tree-rows.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { talkPath } from '../../html/words.ts';

/** A page is read, not searched: of a run with thousands of items, what is over is told in brief. */
const mostRows = 120;
const mostNote = 240;
const deepest = 8;

export interface StepsOf {
  readonly run: string;
  readonly now: number;
  /** Nothing of them goes on. */
  readonly still: boolean;
  /** They are shown as of this event. */
  readonly past?: EventLine;
}

export function renderSteps(view: RunView, of: StepsOf): Html {
  const { rows, more } = rowsWithin(view, of.now, mostRows);
  const rest =
    more === 0
      ? undefined
      : html`<li data-key="more" class="step quiet"><span></span><span class="label">… ${more} more</span></li>`;
  return html`<ul class="steps">${rows.map((row) => renderRow(row, of))}${rest}</ul>`;
}

function renderRow(
  { key, depth, life, address, label, who, note, elapsed, since, cost }: Row,
  { run, past, still }: StepsOf,
): Html {
  const deep = `d${Math.min(depth, deepest)}`;
  // How an ask is answered stands where the page tells of waits.
  if (life === undefined) return html``;
  const by = who === '' ? undefined : html`<span class="who">${cut(who, 120)}</span>`;
  const said = note === '' ? undefined : html`<span class="note">${cut(note, mostNote)}</span>`;
  const took = since === undefined || still ? elapsed : html`<span data-since="${since}">${elapsed}</span>`;
  const name = cut(label, 80);
  const called = address === undefined ? name : html`<a href="${talkPath(run, address)}">${name}</a>`;
  const just = address !== undefined && past?.address === address ? html` aria-current="step"` : undefined;
  return html`<li data-key="${key}" class="step is-${life} ${deep}"${just}><span class="sign" title="${life}">${lifeSigns[life]}</span>
<span class="label">${called}</span><span class="what">${by}${said}</span>
<span class="took">${took}</span><span class="cost">${cost}</span></li>`;
}
