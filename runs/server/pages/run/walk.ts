/**
 * The way through what happened: to the first, the previous, the next and the last transition of a run, or to any
 * event. It works by links and a form; the script only saves loading the page anew.
 */
import { displayAddress } from '../../../../engine/address.ts';
import type { EventLine, Transitions } from '../../../history/index.ts';
import { formatElapsed, plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { moment, runPath } from '../../html/words.ts';
import type { Section } from '../page.ts';

export interface Moment {
  readonly run: string;
  readonly head: number;
  readonly transitions: Transitions;
  /** The event that the run is shown as of; absent: as it is now. */
  readonly event?: EventLine;
  readonly startedAt: number;
}

/** Nothing while nothing has happened. */
export function renderWalk(at: Moment): Section | undefined {
  if (at.transitions.count === 0) return undefined;
  const past = at.event === undefined ? '' : ' is-past';
  const content = at.event === undefined ? renderNow(at) : renderPast(at, at.event);
  return {
    id: 'walk',
    html: html`<section id="walk" class="walk${past}" tabindex="-1" aria-label="Walk through the run">${content}</section>`,
  };
}

/** From now there is only a way back. */
function renderNow({ run, head, transitions: { first, previous, last } }: Moment): Html {
  const back = previous ?? last;
  return html`<p class="quiet">Now, after ${plural(head, 'event')}.</p>
<nav aria-label="Walk back">${way('first', '⇤ First', run, first)}${way('prev', '← Back', run, back)}</nav>`;
}

function renderPast({ run, head, transitions, startedAt }: Moment, event: EventLine): Html {
  const { count, place, first, previous, next, last } = transitions;
  const said = event.text === '' ? undefined : html`<p class="event-text quiet">${cut(event.text, 200)}</p>`;
  const [before, after] = [first === event.seq ? undefined : first, last === event.seq ? undefined : last];
  return html`<div class="when" role="status"><p><b class="past">The past</b> as of event <a href="${runPath(run, `journal/${event.seq}`)}">${event.seq}</a>: <b>${placeOf(event.address)}</b> ${wordOf(event.type)}
<span class="quiet">${formatElapsed(event.at - startedAt)} in · ${moment(event.at)}</span></p>${said}</div>
<nav aria-label="Walk through what happened">${way('first', '⇤ First', run, before)}${way('prev', '← Previous', run, previous)}
<span class="place">${place} of ${count}</span>${way('next', 'Next →', run, next)}${way('last', 'Last ⇥', run, after)}
<a id="walk-now" class="now" href="${runPath(run)}">Back to now</a></nav>
<form method="get" action="${runPath(run)}"><label for="walk-at">Event</label>
<input id="walk-at" type="range" name="at" min="1" max="${head}" value="${event.seq}"><output for="walk-at">${event.seq} of ${head}</output><button>Show</button></form>`;
}

/** Where there is no such way it stays as a word, so that the others keep their places. */
function way(id: string, text: string, run: string, seq: number | undefined): Html {
  if (seq === undefined) return html`<span id="walk-${id}" class="way off" aria-hidden="true">${text}</span>`;
  return html`<a id="walk-${id}" class="way" rel="${id}" href="${pastPath(run, seq)}">${text}</a>`;
}

/** The run as of an event. */
export const pastPath = (run: string, seq: number): string => `${runPath(run)}?at=${seq}`;

/** `step.started` is told as `started`. */
export const wordOf = (type: string): string => type.slice(type.indexOf('.') + 1);

/** A step as people write it; what has no step is about the run. */
export function placeOf(address: string): string {
  const cutAt = address.lastIndexOf('/');
  return address === '' ? 'run' : displayAddress(address.slice(0, Math.max(0, cutAt)), address.slice(cutAt + 1));
}
