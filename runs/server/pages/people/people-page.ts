/** Who may come in: the tokens and shared links, and how to make and take back one. */
import type { Token } from '../../../access/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { moment } from '../../html/words.ts';
import type { Page } from '../page.ts';
import { section } from '../page.ts';

export interface PeoplePage {
  readonly tokens: readonly Token[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The run to let somebody in to, as it is filled in. */
  readonly run?: string | undefined;
  /** Why the last one was not made. */
  readonly problem?: string | undefined;
}

const roles = [
  ['view', 'view: see runs'],
  ['comment', 'comment: and comment on what was written'],
  ['answer', 'answer: and answer what runs wait for'],
  ['drive', 'drive: and start, steer, continue and cancel runs'],
] as const;
const expiries = ['1h', '1d', '7d', '30d', '365d'];

export function renderPeople({ tokens, now, run, problem }: PeoplePage): Page {
  const list =
    tokens.length === 0
      ? html`<p class="quiet">Nobody but you. Whoever gets a link below comes in with the name that you give it.</p>`
      : html`<ul class="people">${tokens.map((token) => renderToken(token, now))}</ul>`;
  return {
    title: 'People',
    sections: [
      section('people', undefined, html`<h1>People</h1>${list}`),
      section('invite', 'Let somebody in', renderForm(run, problem)),
      section('browsers', 'Your browsers', html`${others}<p><a href="/refusals">Requests that were refused</a></p>`),
    ],
  };
}

/** The only page that ever shows the secret. */
export function renderMadeToken({ name, role, run }: Token, text: string, link: string): Page {
  const where = run === undefined ? 'every run' : html`run ${run}`;
  const made = html`<h1>A link for ${name}</h1>
<p>It is shown this once. Whoever opens it comes in as ${name}, with the role ${role}, for ${where}.</p>
<p><label for="made-link">To open in a browser</label><input id="made-link" type="text" readonly value="${link}"></p>
<p><label for="made-token">For a program, as <code>Authorization: Bearer</code></label>
<input id="made-token" type="text" readonly value="${text}"></p>
<p><a href="/people">Done</a></p>`;
  return { title: 'A new link', sections: [section('made', undefined, made)] };
}

function renderToken(token: Token, now: number): Html {
  const { id, name, role, run, createdBy, expiresAt, lastSeenAt } = token;
  const over = standing(token, now);
  const limited = run === undefined ? undefined : html` · run <a href="/runs/${encodeURIComponent(run)}">${run}</a>`;
  const seen = lastSeenAt === undefined ? 'never seen' : html`last seen ${moment(lastSeenAt)}`;
  const revoke = html`<form method="post" action="/people/${id}/revoke">
<button type="submit" aria-label="Take back the link of ${name}">Take back</button></form>`;
  return html`<li><span class="name">${cut(name, 80)}</span> <span class="pill">${over ?? role}</span>
<p class="quiet"><span class="id">${id}</span>${limited} · until ${moment(expiresAt)} · ${seen} · made by ${createdBy}</p>
${over === undefined ? revoke : undefined}</li>`;
}

function standing({ revokedAt, expiresAt }: Token, now: number): string | undefined {
  if (revokedAt !== undefined) return 'taken back';
  return expiresAt <= now ? 'expired' : undefined;
}

function renderForm(run = '', problem?: string): Html {
  const options = roles.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  const spans = expiries.map((value) =>
    value === '7d' ? html`<option selected>${value}</option>` : html`<option>${value}</option>`,
  );
  return html`${problem === undefined ? undefined : html`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="/people" autocomplete="off" data-whole>
<p><label for="name">Name, as the journal will tell it</label><input id="name" type="text" name="name" required maxlength="80"></p>
<p><label for="role">What they may do</label><select id="role" name="role">${options}</select></p>
<p><label for="expires">For how long</label><select id="expires" name="expires">${spans}</select></p>
<p><label for="run">Only this run <span class="quiet">optional: the id of one</span></label><input id="run" type="text" name="run" maxlength="100" value="${run}"></p>
<p class="buttons"><button type="submit" class="good">Make a link</button></p></form>`;
}

const others = html`<p class="quiet">Each that followed the link of omni serve stays in for 30 days.</p>
<div class="buttons"><form method="post" action="/people/others"><button type="submit">Let all others out</button></form>
<form method="post" action="/leave" data-whole><button type="submit">Leave with this one</button></form></div>`;
