/** One file of a workspace as it stands, with its lines numbered, a part at a time. */
import { type Comment, holds } from '../../../access/index.ts';
import { plural } from '../../../view/amounts.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { withQuery } from '../../html/paths.ts';
import { formatBytes } from '../../html/said.ts';
import { runPath } from '../../html/words.ts';
import { findRun, type PageContext } from '../context.ts';
import { numberOf } from '../numbers.ts';
import { type MakePage, present, section } from '../page.ts';
import { renderComment } from './comments.ts';
import { type LinePlace, renderBelow } from './diff.ts';

const mostLines = 400;
const longestLine = 2_000;

export const filesPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const { workspace, path, comment } = request.query;
    const found = await findRun(context, request);
    if (found === undefined || workspace === undefined || path === undefined) return undefined;
    const { run } = found.listed;
    const known = (await context.look?.list(run))?.some(({ key }) => key === workspace);
    const file = known ? await context.look?.file(run, workspace, path) : undefined;
    if (file === undefined) return undefined;
    const all = file.text?.replace(/\n$/, '').split('\n') ?? [];
    const from = Math.min(numberOf(request.query.from) ?? 0, Math.max(0, all.length - 1));
    const of = (start: number): string =>
      withQuery(runPath(run, 'files'), { workspace, path, from: start === 0 ? undefined : start });
    const comments = context.access.comments
      .list(run)
      .filter((one) => one.workspace === workspace && one.path === path && one.side === 'new');
    const here = of(from);
    const place: LinePlace = {
      ...{ run, workspace, visitor: request.visitor, comments, form: comment, back: here },
      ...(holds(request.visitor.role, 'comment') && { comment: `${here.slice(here.indexOf('?'))}&comment=` }),
    };
    const lines = all.slice(from, from + mostLines);
    const about = html`<p class="quiet">${formatBytes(file.bytes)}${file.text === undefined ? '' : `, ${plural(all.length, 'line')}`} <a href="${withQuery(runPath(run, 'changes'), { workspace })}">All changes there</a></p>`;
    return {
      title: cut(path, 120),
      of: { run, tab: 'changes' },
      sections: present([
        renderHead(html`<code>${cut(path, 300)}</code>`, found, about),
        file.text === undefined
          ? section(
              'none',
              undefined,
              html`<p class="quiet">${file.binary ? 'A binary file.' : 'Too large to be shown.'}</p>`,
            )
          : section('lines', undefined, renderFile(lines, from, path, place, all.length, of)),
        renderGone(comments, all.length, place),
      ]),
    };
  };

function renderFile(
  lines: readonly string[],
  from: number,
  path: string,
  place: LinePlace,
  count: number,
  of: (start: number) => string,
): Html {
  const rows = lines.map((text, index) => {
    const line = from + index + 1;
    const number =
      place.comment === undefined
        ? html`${line}`
        : html`<a href="${place.comment}new:${line}#comment-text" aria-label="comment on line ${line}">${line}</a>`;
    return html`<tr><td class="n">${number}</td><td class="l"><code>${cut(text, longestLine)}</code></td></tr>
${renderBelow({ path, side: 'new', line, quoted: text }, place)}`;
  });
  const before = from > 0 && html`<p class="more"><a href="${of(Math.max(0, from - mostLines))}">Lines before</a></p>`;
  const next = from + mostLines;
  const after =
    next < count &&
    html`<p class="more" data-key="more"><a data-more href="${of(next)}">${plural(count - next, 'more line')}</a></p>`;
  return html`${before || undefined}<div id="file-lines" class="scroll" tabindex="0"><table class="patch whole-file" data-key="${from}"><tbody>${rows}</tbody></table>${after || undefined}</div>`;
}

/** On lines that the file has no longer. */
function renderGone(comments: readonly Comment[], count: number, place: LinePlace) {
  const gone = comments.filter(({ line }) => line > count);
  if (gone.length === 0) return undefined;
  return section('gone', 'On lines that are gone', html`${gone.map((one) => renderComment(one, place))}`);
}
