/** A file of a diff, line by line. What is added or gone has its sign, so that nothing is told by colour alone. */
import type { Comment } from '../../../access/index.ts';
import type { DiffFile, DiffFilePage, DiffHunk, DiffLine } from '../../../history/index.ts';
import { formatCount, plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { type CommentPlace, renderComment, renderCommentForm } from './comments.ts';

const longestLine = 2_000;

/** How the lines of a file are drawn. */
export interface LinePlace extends CommentPlace {
  /** What was said of this file. */
  readonly comments: readonly Comment[];
  /** The address of this part of the file, ready for `comment=`; absent for who may not comment. */
  readonly comment?: string;
  /** The line that is commented on now: `new:14`. */
  readonly form?: string | undefined;
}

export const ops: Readonly<Record<DiffFile['op'], readonly [sign: string, word: string]>> = {
  create: ['+', 'added'],
  edit: ['·', 'changed'],
  delete: ['−', 'deleted'],
  rename: ['→', 'renamed'],
  copy: ['⧉', 'copied'],
};

export const renderCounts = ({ added, removed }: { readonly added: number; readonly removed: number }): Html =>
  html`<span class="counts"><ins>+${formatCount(added)}</ins> <del>−${formatCount(removed)}</del></span>`;

/** In one line: its name, what was done to it. */
export function renderFileName({ path, from, op, oldMode, newMode, binary }: DiffFile): Html {
  const was = from === undefined || from === path ? undefined : html`<span class="quiet">${cut(from, 300)} → </span>`;
  const mode =
    newMode === undefined || oldMode === undefined || newMode === oldMode ? '' : `, mode ${oldMode} → ${newMode}`;
  return html`${was}<code>${cut(path, 300)}</code> <span class="quiet">${ops[op][1]}${binary ? ', binary' : ''}${mode}</span>`;
}

/** `more`: where the lines that follow are. */
export function renderLines({ file, hunks, next }: DiffFilePage, place: LinePlace, more?: string): Html {
  const rows = hunks.map((hunk) => renderHunk(hunk, file, place));
  const rest =
    more === undefined || next === undefined
      ? undefined
      : html`<p class="more" data-key="more"><a data-more href="${more}">${plural(file.lines - next, 'more line')}</a></p>`;
  return html`<table class="patch" data-key="${hunks[0]?.skipped ?? 0}-${hunks[0]?.newStart ?? 0}"><tbody>${rows}</tbody></table>${rest}`;
}

function renderHunk(
  { oldStart, oldLines, newStart, newLines, section, skipped, lines }: DiffHunk,
  file: DiffFile,
  place: LinePlace,
): Html {
  const head =
    skipped > 0
      ? undefined
      : html`<tr class="hunk"><td colspan="4">@@ −${oldStart},${oldLines} +${newStart},${newLines} @@ <span>${cut(section, 200)}</span></td></tr>`;
  return html`${head}${lines.map((line) => renderLine(line, file, place))}`;
}

const signs = { add: '+', remove: '−', context: '' } as const;

function renderLine({ type, old, new: fresh, text, noNewline }: DiffLine, file: DiffFile, place: LinePlace): Html {
  const side = type === 'remove' ? 'old' : 'new';
  const line = (side === 'old' ? old : fresh) ?? 0;
  const link = (number: number | undefined, isIt: boolean): Html | number | undefined =>
    isIt && place.comment !== undefined
      ? html`<a href="${place.comment}${side}:${line}#comment-text" aria-label="comment on line ${line}">${number}</a>`
      : number;
  const end = noNewline && html`<span class="quiet"> (no line break at the end)</span>`;
  return html`<tr class="is-${type}"><td class="n">${link(old, side === 'old')}</td><td class="n">${link(fresh, side === 'new')}</td><td class="s">${signs[type]}</td><td class="l"><code>${cut(text, longestLine)}</code>${end}</td></tr>
${renderBelow({ path: file.path, side, line, quoted: text }, place)}`;
}

/** What was said of a line, and the form for more. */
export function renderBelow(
  at: { readonly path: string; readonly side: 'old' | 'new'; readonly line: number; readonly quoted: string },
  place: LinePlace,
): Html | undefined {
  const said = place.comments.filter(({ side, line }) => side === at.side && line === at.line);
  const isHere = place.comment !== undefined && place.form === `${at.side}:${at.line}`;
  if (said.length === 0 && !isHere) return undefined;
  const form = isHere ? renderCommentForm(at, place) : undefined;
  return html`<tr class="notes"><td colspan="4">${said.map((comment) => renderComment(comment, place, at.quoted))}${form}</td></tr>`;
}
