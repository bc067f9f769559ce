/** A call in the list of all: what, by whom, what the rules came to and what came of it. */
import { displayAddress } from '../../../../engine/address.ts';
import type { CallRow } from '../../../history/index.ts';
import { formatElapsed } from '../../../view/amounts.ts';
import { cut, html } from '../../html/html.ts';
import { answeredBy, renderDecision, renderOutcome } from '../../html/judged.ts';
import { placePath } from '../../html/paths.ts';
import { clock } from '../../html/words.ts';
import type { Section } from '../page.ts';

export function renderCallRow(call: CallRow, run: string): Section {
  const { seq, at, address, agent, kind, what, decision, rules, asks, outcome, endedAt } = call;
  const id = `c${seq}`;
  const place = address.lastIndexOf('/');
  const step = displayAddress(address.slice(0, Math.max(0, place)), address.slice(place + 1));
  const who = [cut(step, 80), ...(agent === undefined ? [] : [cut(agent, 60)]), ...(kind === 'tool' ? [] : [kind])];
  const [rule] = rules;
  const by =
    rule &&
    html` · rule <code>${cut(rule.rule, 60)}</code> of <code>${cut(rule.policy, 60)}</code>${rule.reason !== undefined && decision !== 'allow' ? html`: <span class="quote">${cut(rule.reason, 200)}</span>` : undefined}`;
  const people = answeredBy(asks);
  const answered = people === '' ? undefined : html` · answered by ${people}`;
  const took = endedAt === undefined ? undefined : html`<span class="quiet">${formatElapsed(endedAt - at)}</span>`;
  return {
    id,
    html: html`<section id="${id}" class="row" data-key="${id}" data-kept>${renderOutcome(outcome)}
<p class="main"><a class="what" href="${placePath(run, address, seq)}"><code>${cut(what, 160)}</code></a>
<span class="aside">${renderDecision(decision)} ${took} ${clock(at)}</span></p>
<p class="quiet more-of">${who.join(' · ')}${by}${answered}</p></section>`,
  };
}
