/** What people say of a line, below it; and the form in which they do. */

import type { Visitor } from '../../../access/index.ts';
import { type Comment, holds, mayRemove } from '../../../access/index.ts';
import { plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { clock, moment, runPath } from '../../html/words.ts';
import type { Writer } from './writer.ts';

/** Characters of a line that are kept with what was said of it. */
const longestQuote = 1_000;

/** Where something is commented on. */
export interface CommentPlace {
  readonly run: string;
  readonly workspace: string;
  readonly visitor: Visitor;
  /** The page, without a form: what leads back here. */
  readonly back: string;
}

/** `now`: the line as it reads today, where it is shown. */
export function renderComment(comment: Comment, { run, visitor, back }: CommentPlace, now?: string): Html {
  const { id, by, at, text, handedAt, quoted, line, side } = comment;
  const stands = handedAt === undefined ? 'not handed over yet' : html`handed over at ${moment(handedAt)}`;
  const isTheirs = handedAt === undefined && holds(visitor.role, 'comment') && mayRemove(visitor, comment);
  const remove =
    isTheirs &&
    html`<form method="post" action="${runPath(run, 'comments')}/${encodeURIComponent(id)}/remove" data-whole><input type="hidden" name="back" value="${back}"><button class="plain-button">Remove</button></form>`;
  const was =
    now === undefined
      ? html`<p class="quiet">line ${line}${side === 'old' ? ' as it was' : ''}: <code>${cut(quoted, 200)}</code></p>`
      : now.startsWith(quoted) && (now === quoted || quoted.length >= longestQuote)
        ? undefined
        : html`<p class="quiet">the line read <code>${cut(quoted, 200)}</code></p>`;
  return html`<div class="comment" id="comment-${id}"><p class="by"><b>${cut(by, 80)}</b> ${clock(at)} <span class="quiet">${stands}</span> ${remove || undefined}</p>
${was}<p class="words">${text}</p></div>`;
}

export interface CommentedLine {
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
  readonly quoted: string;
}

/** Its section stays as it was read while it is there (`assets/kept.js`); its field has the focus by its address. */
export function renderCommentForm({ path, side, line, quoted }: CommentedLine, place: CommentPlace): Html {
  const { run, workspace, back } = place;
  const hidden = Object.entries({ workspace, path, side, line, quoted: quoted.slice(0, longestQuote), back }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form id="form" class="comment-form" method="post" action="${runPath(run, 'comments')}" data-whole>${hidden}
<label for="comment-text">Comment on line ${line}${side === 'old' ? ' as it was' : ''} of ${cut(path, 120)}</label>
<textarea id="comment-text" name="text" rows="3" maxlength="4000" required></textarea>
<p class="quiet" role="status" data-changed hidden>These lines have changed since. They stay as you read them until you have commented.</p>
<p><button>Comment</button> <a href="${back}">Leave it</a></p></form>`;
}

/** All of a workspace that the writer has not been told of, and how they get there. */
export function renderHandOver(
  comments: readonly Comment[],
  { run, workspace, visitor, back }: CommentPlace,
  writer: Writer | undefined,
): Html | undefined {
  const waiting = comments.filter(({ handedAt }) => handedAt === undefined).length;
  if (waiting === 0) return undefined;
  const count = html`<b>${plural(waiting, 'comment')}</b> not handed over yet.`;
  if (!holds(visitor.role, 'answer')) return html`<p class="bar-of">${count}</p>`;
  const deaf = writer === undefined ? 'Nobody knows who wrote this: there is nobody to hand them to.' : writer.deaf;
  if (writer === undefined || deaf !== undefined)
    return html`<p class="bar-of">${count} <span class="quiet">${deaf}</span></p>`;
  return html`<form class="bar-of" method="post" action="${runPath(run, 'comments')}/hand" data-whole>
<input type="hidden" name="workspace" value="${workspace}"><input type="hidden" name="to" value="${writer.address}"><input type="hidden" name="back" value="${back}">
<span>${count}</span> <button>Hand to ${writer.name}</button></form>`;
}
