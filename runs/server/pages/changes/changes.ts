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
import { renderCounts, renderFileName, renderLines } from './diff.ts';
import { renderChoice } from './diff-choice.ts';
import { type DiffChoice, type DiffSource, openDiff, readChoice } from './diff-source.ts';
import { type FilePart, renderFiles, renderRow } from './file-list.ts';
import { writerOf } from './writer.ts';

/** A file with more lines is shown alone, with so many of them at a time. */
const mostOfFile = 150;
const mostAlone = 400;
/** What a page may weigh: the names of files with what is around each, and lines of all of them. */
const mostNameBytes = 30_000;
const mostLineBytes = 50_000;
/** A line is never drawn in less. */
const leastLineBytes = 100;

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
      sections: [
        head,
        renderChoice(choice, source, run),
        ...(await renderSource(context, request, found, source, choice)),
      ],
    };
  };

async function renderSource(
  { access }: PageContext,
  request: PageRequest,
  found: RunOnPage,
  source: DiffSource,
  { workspaces }: DiffChoice,
): Promise<readonly Section[]> {
  const { run } = found.listed;
  const { query, visitor } = request;
  const path = runPath(run, 'changes');
  const alone = numberOf(query.file);
  const from = Math.min(numberOf(query.files) ?? 0, Math.max(0, source.files.length - 1));
  const comments = access.comments.list(run).filter(({ workspace }) => workspace === source.workspace);
  const of = (more: Query): string => withQuery(path, { ...source.query, files: from || undefined, ...more });
  const back = of({ file: alone, from: query.from });
  const place: CommentPlace = { run, workspace: source.workspace, visitor, back };
  const drawing = { place, comments, query, of };
  const all = alone === undefined ? '' : of({});
  const files: DiffFile[] = [];
  const sections: Section[] = [];
  let [names, lines] = [mostNameBytes, mostLineBytes];
  for (const file of source.files.slice(from)) {
    const folded = renderFile(file, undefined, source, drawing);
    names -= bytesOf(folded.html) + bytesOf(renderRow(file, all));
    if (names < 0 && files.length > 0) break;
    files.push(file);
    if (alone !== undefined) continue;
    const isSmall = file.lines <= mostOfFile && file.lines * leastLineBytes <= lines;
    const drawn = isSmall ? await drawFile(source, file, { ...drawing, limit: mostOfFile }) : undefined;
    // Where a form stands open, it stays.
    const isAsked = query.comment?.startsWith(`${file.index}:`);
    const fits = drawn !== undefined && (isAsked || bytesOf(drawn) <= lines);
    if (fits) lines -= bytesOf(drawn);
    sections.push(fits ? renderFile(file, drawn, source, drawing) : folded);
  }
  const one = alone === undefined ? undefined : source.files[alone];
  if (one)
    sections.push(renderFile(one, await drawFile(source, one, { ...drawing, limit: mostAlone }), source, drawing));
  const next = from + files.length;
  const part: FilePart = {
    ...{ files, from, all },
    ...(from > 0 && { first: of({ files: undefined }) }),
    ...(next < source.files.length && { next: of({ files: next }) }),
  };
  const { view, driven } = found;
  const working = { run, view, driven, workspaces: workspaces.map(({ key }) => key) };
  const bar = renderHandOver(comments, place, writerOf(source, working));
  const elsewhere = comments.filter(({ path }) => !source.files.some((file) => file.path === path));
  return present([
    renderFiles(source, part),
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

interface Drawing {
  readonly place: CommentPlace;
  readonly comments: readonly Comment[];
  readonly query: Readonly<Record<string, string>>;
  readonly of: (more: Query) => string;
}

async function drawFile(
  source: DiffSource,
  file: DiffFile,
  { place, comments, query, of, limit }: Drawing & { readonly limit: number },
): Promise<Html | undefined> {
  const isAlone = query.file !== undefined;
  const from = isAlone ? (numberOf(query.from) ?? 0) : 0;
  const lines = await source.file(file.index, { from, limit });
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
      ? html`<p class="quiet">${whyNoLine(file)}</p>`
      : (lines ??
        html`<p class="more" data-key="more"><a href="${of({ file: index })}#f${index}">Show ${plural(file.lines, 'line')}</a></p>${said.map((one) => renderComment(one, place))}`);
  const ends =
    file.cut && file.lines > 0
      ? html`<p class="quiet">The changes are too large to show: lines at the end of this file may be missing here.</p>`
      : undefined;
  return {
    id: `f${index}`,
    html: html`<section id="f${index}" class="changed" aria-labelledby="f${index}-h"><h2 id="f${index}-h">${renderFileName(file)} ${renderCounts(file)} ${view}</h2>
<div id="f${index}-lines" class="scroll" tabindex="0">${content}${ends}</div></section>`,
  };
}

function whyNoLine({ binary, cut: isCut }: DiffFile): string {
  if (binary) return 'A binary file.';
  return isCut ? 'Its lines are not shown here: the changes are too large to show.' : 'No line changed.';
}

const bytesOf = ({ html }: Html): number => Buffer.byteLength(html);
