/** Why something was let through, held or refused: the rules that spoke of it, what they read, and who answered. */
import type { Decision } from '../../../engine/events.ts';
import type { AskTold, CallDecision, CallOutcome } from '../../history/index.ts';
import { describeFacts } from '../../view/facts.ts';
import { cut, type Html, html } from './html.ts';
import { clock, runPath } from './words.ts';

/** With a sign each: what stands in colour must be told without it too. */
export const decisions: Readonly<Record<CallDecision, readonly [word: string, face: string]>> = {
  allow: ['allowed', 'done'],
  deny: ['denied', 'failed'],
  ask: ['asked', 'waiting'],
  hold: ['held', 'waiting'],
  unasked: ['no rule', 'pending'],
};

export const outcomes: Readonly<Record<CallOutcome, readonly [sign: string, word: string, face: string]>> = {
  waiting: ['?', 'waits', 'waiting'],
  running: ['●', 'at work', 'running'],
  done: ['✔', 'done', 'done'],
  failed: ['✖', 'failed', 'failed'],
  refused: ['⊘', 'refused', 'refused'],
  left: ['–', 'left behind', 'pending'],
};

export const renderDecision = (decision: CallDecision): Html => {
  const [word, face] = decisions[decision];
  // That nothing was said of it is no news.
  if (decision === 'unasked') return html`<span class="quiet unasked">${word}</span>`;
  return html`<span class="pill is-${face}">${word}</span>`;
};

export const renderOutcome = (outcome: CallOutcome): Html => {
  const [sign, word, face] = outcomes[outcome];
  return html`<span class="sign is-${face}" role="img" aria-label="${word}" title="${word}">${sign}</span>`;
};

const mostReason = 1_000;
const mostFact = 600;

/** In one line each, the strictest first; what the rules read is folded below it. */
export function renderRules(rules: readonly Decision[]): readonly Html[] {
  return rules.map((rule) => {
    const stops = rule.stops ? html` <span class="quiet">and ends the session</span>` : undefined;
    return html`<div class="ruling"><p>${renderRule(rule)}${stops}</p>${renderRead(rule)}</div>`;
  });
}

export function renderRule({ policy, rule, decision, reason, unknown }: Omit<Decision, 'facts'>): Html {
  const why = reason === undefined ? undefined : html`: <span class="quote">${cut(reason, mostReason)}</span>`;
  const open =
    unknown === undefined
      ? undefined
      : html` <span class="quiet">(it could not be decided, so it holds: ${cut(unknown, mostReason)})</span>`;
  return html`<b>${decisions[decision][0]}</b> by rule <code>${cut(rule, 80)}</code> of policy <code>${cut(policy, 80)}</code>${why}${open}`;
}

function renderRead({ facts }: Decision): Html | undefined {
  const read = describeFacts(facts);
  if (read.length === 0) return undefined;
  const rows = read.map(([name, value]) => html`<div><dt>${cut(name, 80)}</dt><dd>${cut(value, mostFact)}</dd></div>`);
  return html`<details><summary>What it read</summary><dl class="read">${rows}</dl></details>`;
}

const statuses: Readonly<Record<AskTold['status'], string>> = {
  open: 'waits for an answer',
  granted: 'granted',
  refused: 'refused',
  expired: 'nobody answered in time',
  answered: 'answered',
  withdrawn: 'went without an answer',
};

export const renderAsks = (asks: readonly AskTold[], run: string): readonly Html[] =>
  asks.map((ask) => renderAsk(ask, run));

function renderAsk({ text, status, answers }: AskTold, run: string): Html {
  const stands =
    status === 'open' ? html`<a href="${runPath(run)}#waits">${statuses[status]}</a>` : html`${statuses[status]}`;
  const given = answers.map(({ by, granted, comment, choice, at }) => {
    const what = choice === undefined ? (granted ? 'granted it' : 'refused it') : html`chose <b>${cut(choice, 80)}</b>`;
    const said = comment === undefined ? undefined : html`: <span class="quote">${cut(comment, mostReason)}</span>`;
    return html`<li>${by === undefined ? statuses.expired : html`<b>${cut(by, 80)}</b> ${what}`} ${clock(at)}${said}</li>`;
  });
  return html`<div class="asked"><p><span class="quote">${cut(text, mostReason)}</span> <span class="quiet">– ${stands}</span></p>
<ul>${given}</ul></div>`;
}

/** Who settled it, in a few words, for a row of a list. */
export function answeredBy(asks: readonly AskTold[]): string {
  const names = asks.flatMap(({ answers }) => answers.flatMap(({ by }) => by ?? []));
  return [...new Set(names)].map((name) => cut(name, 40)).join(', ');
}
