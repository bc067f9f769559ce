/** Events in a line each, the newest first, and the form that chooses among them. */
import type { RunEventType } from '../../../../engine/events.ts';
import { eventSchemas } from '../../../../engine/events.ts';
import type { EventLine, Page } from '../../../history/index.ts';
import { formatMoment, plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import { placeOf } from '../run/walk.ts';

/** What is chosen: a type or a family of types, and a step with what is below it. */
export interface Chosen {
  readonly type: string;
  readonly step: string;
}

const types = Object.keys(eventSchemas) as readonly RunEventType[];
const families = [...new Set(types.map(familyOf))];

function familyOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** The types that a choice is of; undefined for all, and none for what is no type. */
export function typesOf({ type }: Chosen): readonly RunEventType[] | undefined {
  return type === '' ? undefined : types.filter((one) => one === type || familyOf(one) === type);
}

export function renderChoice(run: string, chosen: Chosen, steps: readonly string[]): Html {
  const option = (value: string, text: string): Html => {
    const selected = value === chosen.type ? html` selected` : undefined;
    return html`<option value="${value}"${selected}>${text}</option>`;
  };
  const groups = families.map((family) => {
    const own = types.filter((type) => familyOf(type) === family);
    const all = own.length > 1 ? option(family, `all of ${family}`) : undefined;
    return html`<optgroup label="${family}">${all}${own.map((type) => option(type, type))}</optgroup>`;
  });
  const all =
    chosen.type === '' && chosen.step === '' ? undefined : html`<a href="${runPath(run, 'journal')}">All events</a>`;
  return html`<form class="filter" method="get" action="${runPath(run, 'journal')}">
<div><label for="choice-type">Type</label><select id="choice-type" name="type">${option('', 'any')}${groups}</select></div>
<div><label for="choice-step">Step, and what is below it</label><input id="choice-step" name="step" value="${cut(chosen.step, 400)}" list="choice-steps" autocomplete="off" spellcheck="false"></div>
<datalist id="choice-steps">${steps.map((step) => html`<option value="${step}"></option>`)}</datalist>
<button>Show</button>${all}</form>`;
}

/** `older` and `newer` lead to the pages beside this one. */
export interface Ways {
  readonly older?: string;
  readonly newer?: string;
}

export function renderLines(run: string, page: Page<EventLine>, { older, newer }: Ways): Html {
  if (page.items.length === 0)
    return html`<p class="quiet">There is no such event${page.head === 0 ? ' yet' : ''}.</p>`;
  const first = page.items[0]!.seq;
  const last = page.items.at(-1)!.seq;
  const back = newer && html`<p class="newer"><a href="${newer}">Newer events</a></p>`;
  const on = older && html`<li data-key="more" class="more"><a data-more href="${older}">Older events</a></li>`;
  return html`${back}<p class="quiet">Events ${first} to ${last}, of ${plural(page.head, 'event')} in the journal</p>
<ol id="lines" class="lines">${page.items.map((line) => renderLine(run, line))}${on}</ol>`;
}

function renderLine(run: string, { seq, at, type, address, text }: EventLine): Html {
  const whole = formatMoment(at);
  const place = address === '' ? undefined : html`<span class="place">${placeOf(address)}</span>`;
  const said = text === '' ? undefined : html`<span class="text">${cut(text, 240)}</span>`;
  return html`<li data-key="${seq}"><a href="${runPath(run, `journal/${seq}`)}"><span class="seq">${seq}</span>
<time datetime="${new Date(at).toISOString()}" title="${whole} UTC">${whole.slice(11)}</time>
<span class="type is-${familyOf(type)}-event">${type}</span></a> ${place} ${said}</li>`;
}
