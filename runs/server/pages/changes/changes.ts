/** What the agents of a run changed: of a step, as an attempt left it or as its workspace stands, file by file. */

import type { Comment } from '../../../access/index.ts';
import { holds } from '../../../access/index.ts';
import type { DiffFile } from '../../../history/index.ts';
import { plural } from '../../../view/amounts.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { type Query, withQuery } from '../../html/paths.ts';
import { runPath } from '../../html/words.ts';
import { findRun, type PageContext, type RunOnPage } from '../context.ts';
import { numberOf } from '../numbers.ts';
import { type MakePage, type Page, type PageRequest, present, type Section, section } from '../page.ts';
import { type CommentPlace, renderComment, renderHandOver } from './comments.ts';
import { ops, renderCounts, renderFileName, renderLines } from './diff.ts';
import { renderChoice } from './diff-choice.ts';
import { type DiffSource, openDiff, readChoice } from './diff-source.ts';

/** Lines of a file that are shown with the others, of all files together, and of one file alone. */
const mostOfFile = 150;
const mostOfAll = 280;
const mostAlone = 400;
const mostFiles = 300;

export const changesPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { run } = found.listed;
    const choice = await readChoice(context, run);
    const { query } = request;
    const source = await openDiff(context, run, choice, query);
    const asked = query.seq !== undefined || query.workspace !== undefined;
    if (source === undefined && asked) return undefined;
    const none = section(
      'none',
      undefined,
      html`<p class="quiet">Nothing was changed yet. What agents write appears here by itself.</p>`,
    );
    const page: Omit<Page, 'sections'> = { title: 'Changes', of: { run, tab: 'changes' } };
    const head = renderHead('Changes', found);
    if (source === undefined)
      return {
        ...page,
        sections: [head, ...(choice.workspaces.length > 0 ? [renderChoice(choice, undefined, run)] : []), none],
      };
    return {
      ...page,
      sections: [head, renderChoice(choice, source, run), ...(await renderSource(context, request, found, source))],
    };
  };

async function renderSource(
  { access }: PageContext,
  request: PageRequest,
  found: RunOnPage,
  source: DiffSource,
): Promise<readonly Section[]> {
  const { run } = found.listed;
  const { query, visitor } = request;
  const path = runPath(run, 'changes');
  const alone = numberOf(query.file);
  const comments = access.comments.list(run).filter(({ workspace }) => workspace === source.workspace);
  const of = (more: Query): string => withQuery(path, { ...source.query, ...more });
  const back = of({ file: alone, from: query.from });
  const place: CommentPlace = { run, workspace: source.workspace, visitor, back };
  const files = source.files.slice(0, mostFiles);
  const sections: Section[] = [];
  let left = mostOfAll;
  for (const file of files) {
    if (alone !== undefined && alone !== file.index) continue;
    const limit = alone === undefined ? Math.min(left, file.lines > mostOfFile ? 0 : mostOfFile) : mostAlone;
    const isShown = file.lines === 0 || limit >= Math.min(file.lines, mostOfFile) || alone !== undefined;
    const drawn = isShown ? await drawFile(source, file, { place, comments, query, of, limit }) : undefined;
    if (drawn !== undefined) left -= Math.min(file.lines, limit);
    sections.push(renderFile(file, drawn, source, { place, comments, query, of, limit }));
  }
  const bar = renderHandOver(comments, place, writerOf(source, found));
  const elsewhere = comments.filter(({ path }) => !source.files.some((file) => file.path === path));
  return present([
    renderFiles(source, files, alone === undefined ? '' : of({})),
    bar && section('hand', undefined, bar),
    ...sections,
    elsewhere.length > 0 && alone === undefined
      ? section(
          'elsewhere',
          'On other files',
          html`${elsewhere.map((one) => html`<p><code>${cut(one.path, 300)}</code></p>${renderComment(one, place)}`)}`,
        )
      : undefined,
  ]);
}

function writerOf({ step }: DiffSource, { view }: RunOnPage) {
  const row = step && view.steps.get(step.address);
  if (row === undefined) return undefined;
  return {
    address: row.address,
    name: row.agent ?? row.step,
    atWork: row.life === 'running' && row.agent !== undefined,
  };
}

function renderFiles({ files, cut: isCut, problem }: DiffSource, shown: readonly DiffFile[], all: string): Section {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const rows = shown.map(
    (file) =>
      html`<li><span class="sign" role="img" aria-label="${ops[file.op][1]}">${ops[file.op][0]}</span> <a href="${all}#f${file.index}">${renderPath(file)}</a> ${renderCounts(file)}</li>`,
  );
  const rest =
    files.length > shown.length ? html`<li class="quiet">… ${files.length - shown.length} more</li>` : undefined;
  const warning = isCut
    ? html`<p class="error">${files.length === 0 ? 'Nothing of it is shown' : 'This is not all of it'}${problem === undefined ? '' : `: ${cut(problem, 600)}`}</p>`
    : undefined;
  return section(
    'files',
    undefined,
    html`<p>${plural(files.length, 'file')} ${renderCounts({ added, removed })}</p>${warning}<ul class="files">${rows}${rest}</ul>`,
  );
}

const renderPath = ({ path }: DiffFile): Html => html`<code>${cut(path, 300)}</code>`;

interface Drawing {
  readonly place: CommentPlace;
  readonly comments: readonly Comment[];
  readonly query: Readonly<Record<string, string>>;
  readonly of: (more: Query) => string;
  readonly limit: number;
}

async function drawFile(source: DiffSource, file: DiffFile, drawing: Drawing): Promise<Html | undefined> {
  const { place, comments, query, of, limit } = drawing;
  const isAlone = query.file !== undefined;
  const from = isAlone ? (numberOf(query.from) ?? 0) : 0;
  const lines = await source.file(file.index, { from, limit: Math.max(1, limit) });
  if (lines === undefined) return undefined;
  const [index, side, line] = (query.comment ?? '').split(':');
  const here = of(isAlone ? { file: file.index, from: from || undefined } : {});
  return renderLines(
    lines,
    {
      ...place,
      comments: comments.filter(({ path }) => path === file.path),
      ...(holds(place.visitor.role, 'comment') && {
        comment: `${here.slice(here.indexOf('?'))}&comment=${file.index}:`,
      }),
      form: index === String(file.index) ? `${side}:${line}` : undefined,
    },
    of({ file: file.index, from: lines.next }),
  );
}

/** What has no room here is loaded when it is wanted. */
function renderFile(
  file: DiffFile,
  lines: Html | undefined,
  source: DiffSource,
  { place, comments, of }: Drawing,
): Section {
  const { index, path, op, binary } = file;
  const said = comments.filter((comment) => comment.path === path);
  const view =
    source.look && op !== 'delete' && !binary
      ? html`<a href="${withQuery(runPath(place.run, 'files'), { workspace: source.workspace, path })}">whole file</a>`
      : undefined;
  const content =
    binary || file.lines === 0
      ? html`<p class="quiet">${binary ? 'A binary file.' : 'No line changed.'}</p>`
      : (lines ??
        html`<p class="more" data-key="more"><a href="${of({ file: index })}#f${index}">Show ${plural(file.lines, 'line')}</a></p>${said.map((one) => renderComment(one, place))}`);
  return {
    id: `f${index}`,
    html: html`<section id="f${index}" class="changed" aria-labelledby="f${index}-h"><h2 id="f${index}-h">${renderFileName(file)} ${renderCounts(file)} ${view}</h2>
<div id="f${index}-lines" class="scroll" tabindex="0">${content}</div></section>`,
  };
}
