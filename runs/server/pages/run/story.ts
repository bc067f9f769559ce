/** What happened last, newest first. */
import { formatMoment } from '../../../view/amounts.ts';
import type { RunView, TimelineEntry } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { pastPath, placeOf, wordOf } from './walk.ts';

const most = 40;

export function renderStory(run: string, { timeline }: RunView): Section | undefined {
  if (timeline.length === 0) return undefined;
  const entries = timeline
    .slice(-most)
    .reverse()
    .map((entry) => renderEntry(run, entry));
  const all = html`<p class="quiet">Each is a way into the past. <a href="${runPath(run, 'journal')}">Every event</a></p>`;
  return section('story', 'What happened', html`<ol class="story">${entries}</ol>${all}`);
}

/** The time of day is enough to tell one moment from another; the whole one shows on pointing. */
function renderEntry(run: string, { seq, at, address, type, text }: TimelineEntry): Html {
  const whole = formatMoment(at);
  const said = text === undefined ? undefined : html` <span class="note">${cut(text, 240)}</span>`;
  return html`<li data-key="e${seq}"><time datetime="${new Date(at).toISOString()}" title="${whole} UTC">${whole.slice(11)}</time>
<span><a href="${pastPath(run, seq)}"><b>${placeOf(address)}</b> ${wordOf(type)}</a>${said}</span></li>`;
}
