/**
 * What a run asks, and the form that answers it. What is asked stands there whole: who approves it approves what is
 * shown. Who may not answer sees who may, and no button.
 */
import { displayAddress } from '../../../../engine/address.ts';
import type { JsonObject } from '../../../../schema/json.ts';
import { holds, type Visitor } from '../../../access/index.ts';
import { asSentence, type Bench, fieldsOf, requiredOf, whyNotAnswer } from '../../../acts/index.ts';
import { isExpired } from '../../../asks.ts';
import { formatCount } from '../../../view/amounts.ts';
import { branchesAsked, factsAsked, linesAsked } from '../../../view/asked.ts';
import type { AskRow, RunView } from '../../../view/index.ts';
import { renderFields } from '../../html/fields.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { elapsed, moment, runPath } from '../../html/words.ts';

export interface AskOnPage extends Bench {
  readonly visitor: Visitor;
  readonly view: RunView;
  readonly run: string;
  /** Where an answer leads; default to the run. */
  readonly back?: string;
  readonly open: AskRow;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function renderAsk({ view, run, back, open, now, visitor, ...bench }: AskOnPage): Html {
  const { ask, frame, step, askedAt, grantedBy } = open;
  const isOver = isExpired(open, now);
  const until =
    ask.expiresAt === undefined ? undefined : html` · ${isOver ? 'expired at' : 'until'} ${moment(ask.expiresAt)}`;
  const granted = grantedBy.length === 0 ? undefined : html` · granted by ${grantedBy.join(', ')} so far`;
  const roles = ask.roles === undefined ? undefined : html` · for ${ask.roles.join(' or ')}`;
  const wrong = isOver
    ? 'The time to answer is over. What follows is for the run to decide, as soon as somebody drives it.'
    : whyNot(open, visitor, bench);
  const answer = wrong === undefined ? renderForm(open, run, back) : html`<p class="quiet">${wrong}</p>`;
  return html`<article class="ask" data-key="${ask.id}" id="ask-${ask.id}"><h3>${shown(ask.text, run)}</h3>${renderBranches(branchesAsked(view, open), run)}${renderSubject(ask, run)}
<p class="quiet">${displayAddress(frame, step)} asks since ${elapsed(askedAt, undefined, now)}${until}${roles}${granted}</p>
${answer}</article>`;
}

/** Why somebody sees no button; the run itself judges again whoever answers. */
function whyNot(open: AskRow, visitor: Visitor, bench: Bench): string | undefined {
  if (!holds(visitor.role, 'answer')) return 'You may look, and somebody else has to answer.';
  const why = whyNotAnswer(open, visitor.name, bench);
  return why && asSentence(why);
}

/** What is approved is what is shown: what is too long for a page says so, and where it stands whole. */
const most = 100_000;

function shown(text: string, run: string): Html {
  if (text.length <= most) return html`${text}`;
  return html`${cut(text, most)}
<strong>${formatCount(text.length - most)} more characters are not shown here.</strong> <a href="${runPath(run, 'journal')}">They stand in the journal</a>`;
}

function renderBranches(branches: readonly string[], run: string): Html | undefined {
  if (branches.length === 0) return undefined;
  return html`<p>To look at: <a href="${runPath(run, 'changes')}">the changes</a> <span class="quiet">on ${branches.join(', ')}</span></p>`;
}

function renderSubject(ask: AskRow['ask'], run: string): Html | undefined {
  if (ask.policy === undefined) return undefined;
  const lines = linesAsked(ask).map(({ text, sign }) => `${sign === undefined ? '' : `${sign} `}${text}`);
  const subject = lines.length === 0 ? undefined : html`<pre tabindex="0">${shown(lines.join('\n'), run)}</pre>`;
  const read = factsAsked(ask).map(([name, value]) => html`<br>${name} = ${cut(value, 300)}`);
  return html`${subject}<p class="quiet">rule ${ask.rule ?? ''} of policy ${ask.policy}${read}</p>`;
}

function renderForm({ ask }: AskRow, run: string, back: string | undefined): Html {
  const place = back === undefined ? undefined : html`<input type="hidden" name="back" value="${back}">`;
  const action = runPath(run, `asks/${encodeURIComponent(ask.id)}`);
  if (ask.kind === 'question') return renderQuestion(ask, action, place);
  const buttons = ask.options
    ? ask.options.map((option) => html`<button name="choice" value="${option}">${option}</button>`)
    : html`<button class="good" name="granted" value="yes">Approve</button><button class="bad" name="granted" value="no">Refuse</button>`;
  return html`<form method="post" action="${action}" class="answer">${place}
<label for="c-${ask.id}">Comment <span class="quiet">optional, kept in the journal</span></label>
<textarea id="c-${ask.id}" name="comment" rows="1" maxlength="10000"></textarea>
<div class="buttons">${buttons}</div></form>`;
}

function renderQuestion({ id, output, commands }: AskRow['ask'], action: string, place: Html | undefined): Html {
  const hint = commands && html`<p class="quiet">also: ${commands.map((command) => `/${command}`).join(', ')}</p>`;
  const schema = output as JsonObject | undefined;
  const fields = schema
    ? renderFields({ fields: fieldsOf(schema), required: requiredOf(schema), id: `f-${id}` })
    : html`<label for="t-${id}">Your answer</label><textarea id="t-${id}" name="text" rows="3" required></textarea>${hint}`;
  return html`<form method="post" action="${action}" class="answer">${place}${fields}
<div class="buttons"><button class="good" name="granted" value="answer">Send</button>
<button class="bad" name="granted" value="no" formnovalidate>Refuse to answer</button></div></form>`;
}
