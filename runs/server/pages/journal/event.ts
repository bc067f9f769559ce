/** One event of a journal whole: what it says, how it is chained to the one before, and what it changed. */
import { OmniError } from '../../../../schema/error.ts';
import type { StateAt, WholeEvent } from '../../../history/index.ts';
import { addressOf } from '../../../view/rows.ts';
import { type Html, html } from '../../html/html.ts';
import { jsonOf, partOf, renderJson } from '../../html/json.ts';
import { moment, runPath, talkPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { pastPath, placeOf } from '../run/walk.ts';
import { renderChanges } from './state-changes.ts';

/** Values too large to stand on a page beside others, each with a page of its own. */
export const wholes = ['event', 'before', 'after'] as const;
export type Whole = (typeof wholes)[number];

export const wholeNames: Readonly<Record<Whole, string>> = {
  event: 'event',
  before: 'state before event',
  after: 'state after event',
};

export interface EventShown {
  readonly run: string;
  readonly head: number;
  readonly whole: WholeEvent;
  /** Or why there is none: the journal tells something that can not have happened. */
  readonly state: StateAt | OmniError;
}

export function renderEvent({ run, head, whole, state }: EventShown): readonly Section[] {
  const { seq, event } = whole;
  const states = (['before', 'after'] as const).map((one) =>
    state instanceof OmniError
      ? undefined
      : html`<details><summary>The whole state ${one} it</summary>${renderJson(state[one], wholePath(run, seq, one))}</details>`,
  );
  const changes =
    state instanceof OmniError
      ? html`<p class="told-of">What it changed can not be told: ${state.message} <code>omni audit ${run}</code> looks into it.</p>`
      : renderChanges(state);
  return [
    section('event', undefined, renderHead(run, head, whole)),
    section('changes', 'What it changed', html`${changes}${states}`),
    section('json', 'What it says', renderJson(ordered(event), wholePath(run, seq, 'event'))),
  ];
}

function renderHead(run: string, head: number, { seq, event, hash, prevHash }: WholeEvent): Html {
  const step = 'step' in event ? event.step : undefined;
  const address = step === undefined ? event.frame : addressOf(event.frame, step);
  const talk = step && html`<a href="${talkPath(run, address)}">Transcript of ${placeOf(address)}</a>`;
  const place = address === '' ? undefined : html` <code class="quiet">${address}</code>`;
  const before = seq === 1 ? html`<span class="quiet">nothing: it is the first</span>` : html`<code>${prevHash}</code>`;
  const way = (to: number, rel: string, text: string): Html =>
    to < 1 || to > head ? wayOff(text) : wayTo(`${runPath(run, `journal/${to}`)}`, rel, text);
  return html`<p class="up"><a href="${runPath(run, 'journal')}">Journal</a></p><h1>${event.type} <span class="quiet">event ${seq} of ${head}</span></h1>
<nav class="ways-on" aria-label="Events beside it">${way(seq - 1, 'prev', '← Previous')}${way(seq + 1, 'next', 'Next →')}${wayTo(pastPath(run, seq), 'related', 'The run as of here')}${talk}</nav>
<dl class="named"><div><dt>when</dt><dd>${moment(event.at)}</dd></div><div><dt>where</dt><dd>${placeOf(address)}${place}</dd></div>
<div><dt>hash</dt><dd><code>${hash}</code></dd></div><div><dt>hash before</dt><dd>${before}</dd></div></dl>`;
}

const wayTo = (href: string, rel: string, text: string): Html =>
  html`<a class="way" rel="${rel}" href="${href}">${text}</a>`;
const wayOff = (text: string): Html => html`<span class="way off" aria-hidden="true">${text}</span>`;

/** What every event has comes first. */
function ordered({ type, at, frame, ...rest }: WholeEvent['event']): object {
  return { type, at, frame, ...rest };
}

const wholePath = (run: string, seq: number, whole: Whole, part = 1): string =>
  `${runPath(run, `journal/${seq}`)}?whole=${whole}${part > 1 ? `&part=${part}` : ''}`;

/** Undefined: it has no such part, from 1. */
export function renderWhole({ run, whole, state }: EventShown, which: Whole, part: number): Section | undefined {
  if (which !== 'event' && state instanceof OmniError) return undefined;
  const value = which === 'event' || state instanceof OmniError ? ordered(whole.event) : state[which];
  const found = partOf(jsonOf(value), part - 1);
  if (found === undefined) return undefined;
  const { seq } = whole;
  const way = (to: number, rel: string, text: string): Html =>
    to < 1 || to > found.parts ? wayOff(text) : wayTo(wholePath(run, seq, which, to), rel, text);
  const ways = html`${way(part - 1, 'prev', '← Previous part')}${way(part + 1, 'next', 'Next part →')}`;
  const parts =
    found.parts === 1
      ? undefined
      : html`<nav class="ways-on" aria-label="Parts">${ways}<span class="quiet">part ${part} of ${found.parts}</span></nav>`;
  return section(
    'whole',
    undefined,
    html`<p class="up"><a href="${runPath(run, `journal/${seq}`)}">Event ${seq}</a></p><h1>The ${wholeNames[which]} ${seq}</h1>${parts}<pre class="json">${found.text}</pre>${parts}`,
  );
}
