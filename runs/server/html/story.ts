/** What happened last, newest first. */
import { displayAddress } from '../../../engine/address.ts';
import { formatMoment } from '../../view/amounts.ts';
import type { RunView, TimelineEntry } from '../../view/index.ts';
import { type Section, section } from '../pages/page.ts';
import { cut, type Html, html } from './html.ts';

const most = 60;

export function renderStory({ timeline, run }: RunView): Section | undefined {
  if (timeline.length === 0) return undefined;
  const entries = timeline.slice(-most).reverse().map(renderEntry);
  const rest =
    timeline.length <= most ? undefined : html`<p class="quiet">The whole story: <code>omni replay ${run}</code></p>`;
  return section('story', 'What happened', html`<ol class="story">${entries}</ol>${rest}`);
}

/** The time of day is enough to tell one moment from another; the whole one shows on pointing. */
function renderEntry({ at, address, type, text }: TimelineEntry): Html {
  const whole = formatMoment(at);
  const said = text === undefined ? undefined : html` <span class="note">${cut(text, 300)}</span>`;
  return html`<li><time datetime="${new Date(at).toISOString()}" title="${whole} UTC">${whole.slice(11)}</time>
<span><b>${placeOf(address)}</b> ${type.slice(type.indexOf('.') + 1)}${said}</span></li>`;
}

/** A step as people write it; what has no step is about the run. */
function placeOf(address: string): string {
  const cutAt = address.lastIndexOf('/');
  return address === '' ? 'run' : displayAddress(address.slice(0, Math.max(0, cutAt)), address.slice(cutAt + 1));
}
