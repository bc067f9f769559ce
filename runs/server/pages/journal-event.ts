/** One event of a journal: what it says, how it is chained to the one before, and what it changed. */
import type { StateAt, WholeEvent } from '../../history/index.ts';
import { type Html, html } from '../html/html.ts';
import { jsonOf, partOf, renderJson } from '../html/json.ts';
import { renderChanges } from '../html/state-changes.ts';
import { pastPath, placeOf } from '../html/walk.ts';
import { moment, runPath, talkPath } from '../html/words.ts';
import { findRun, nameOf, type PageContext } from './context.ts';
import { type MakePage, type Page, present, section } from './page.ts';
import { seqOf } from './seq.ts';

const wholes = ['event', 'before', 'after'] as const;
type Whole = (typeof wholes)[number];

export const journalEventPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    const seq = seqOf(request.params.seq);
    if (found === undefined || seq === undefined) return undefined;
    const { run } = found.listed;
    const [event, state] = await Promise.all([context.history.event(run, seq), context.history.stateAt(run, seq)]);
    if (event === undefined || state === undefined) return undefined;
    const { whole, part } = request.query;
    const page = (heading: string, sections: Page['sections']): Page => ({
      title: `${nameOf(found)}: ${heading}`,
      layout: 'wide',
      of: { run, tab: 'journal' },
      sections,
    });
    if (whole !== undefined) {
      const shown = wholes.find((one) => one === whole);
      const sections = shown && renderWhole({ run, seq, shown, part }, shown === 'event' ? event.event : state[shown]);
      return sections && page(`${names[shown!]} ${seq}`, sections);
    }
    return page(`event ${seq}`, renderEvent(run, event, state, found.view.seq));
  };

const names: Readonly<Record<Whole, string>> = {
  event: 'event',
  before: 'state before event',
  after: 'state after event',
};

const wholePath = (run: string, seq: number, whole: Whole, part = 1): string =>
  `${runPath(run, `journal/${seq}`)}?whole=${whole}${part > 1 ? `&part=${part}` : ''}`;

function renderEvent(run: string, { seq, hash, prevHash, event }: WholeEvent, state: StateAt, head: number) {
  const step = 'step' in event && event.step !== undefined ? event.step : undefined;
  const address = step === undefined ? event.frame : event.frame === '' ? step : `${event.frame}/${step}`;
  const talk =
    step === undefined ? undefined : html`<a href="${talkPath(run, address)}">Transcript of ${placeOf(address)}</a>`;
  const first =
    prevHash === '' ? html`<span class="quiet">nothing: it is the first</span>` : html`<code>${prevHash}</code>`;
  const way = (to: number, rel: string, text: string): Html =>
    to < 1 || to > head
      ? html`<span class="way off" aria-hidden="true">${text}</span>`
      : html`<a class="way" rel="${rel}" href="${runPath(run, `journal/${to}`)}">${text}</a>`;
  const states = (['before', 'after'] as const).map(
    (one) =>
      html`<details><summary>The whole state ${one} it</summary>${renderJson(state[one], wholePath(run, seq, one))}</details>`,
  );
  return present([
    section(
      'event',
      undefined,
      html`<p class="up"><a href="${runPath(run, 'journal')}">Journal</a></p><h1>${event.type} <span class="quiet">event ${seq} of ${head}</span></h1>
<nav class="ways-on" aria-label="Events beside it">${way(seq - 1, 'prev', '← Previous')}${way(seq + 1, 'next', 'Next →')}<a class="way" href="${pastPath(run, seq)}">The run as of here</a>${talk}</nav>
<dl class="named"><div><dt>when</dt><dd>${moment(event.at)}</dd></div><div><dt>where</dt><dd>${placeOf(address)}${address === '' ? undefined : html` <code class="quiet">${address}</code>`}</dd></div>
<div><dt>hash</dt><dd><code>${hash}</code></dd></div><div><dt>hash before</dt><dd>${first}</dd></div></dl>`,
    ),
    section('changes', 'What it changed', html`${renderChanges(state)}${states}`),
    section('json', 'What it says', renderJson(event, wholePath(run, seq, 'event'))),
  ]);
}

interface WholeAsked {
  readonly run: string;
  readonly seq: number;
  readonly shown: Whole;
  readonly part: string | undefined;
}

function renderWhole({ run, seq, shown, part }: WholeAsked, value: unknown): Page['sections'] | undefined {
  const number = part === undefined ? 1 : seqOf(part);
  const found = number === undefined ? undefined : partOf(jsonOf(value), number - 1);
  if (number === undefined || found === undefined) return undefined;
  const way = (to: number, rel: string, text: string) =>
    to >= 1 && to <= found.parts
      ? html`<a class="way" rel="${rel}" href="${wholePath(run, seq, shown, to)}">${text}</a>`
      : undefined;
  const ways = html`${way(number - 1, 'prev', '← Previous part')}${way(number + 1, 'next', 'Next part →')}`;
  const parts =
    found.parts === 1
      ? undefined
      : html`<nav class="ways-on" aria-label="Parts">${ways}<span class="quiet">part ${number} of ${found.parts}</span></nav>`;
  return [
    section(
      'whole',
      undefined,
      html`<p class="up"><a href="${runPath(run, `journal/${seq}`)}">Event ${seq}</a></p><h1>The ${names[shown]} ${seq}</h1>${parts}<pre class="json">${found.text}</pre>${parts}`,
    ),
  ];
}
