/** The files of a diff by name, a part of them at a time: however many there are, a page of them is a page. */
import type { DiffFile } from '../../../history/index.ts';
import { formatCount, plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { type Section, section } from '../page.ts';
import { ops, renderCounts } from './diff.ts';
import type { DiffSource } from './diff-source.ts';

/** What of the files is on this page. */
export interface FilePart {
  readonly files: readonly DiffFile[];
  /** The index of the first of them, of all. */
  readonly from: number;
  /** Where this page is without one of its files alone; `''` on that page itself. */
  readonly all: string;
  readonly first?: string;
  readonly next?: string;
}

export function renderFiles(source: DiffSource, { files: shown, from, all, first, next }: FilePart): Section {
  const { files, cut: isCut, problem } = source;
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const warning = isCut
    ? html`<p class="error">${files.length === 0 ? 'Nothing of it is shown' : 'This is not all of it'}${problem === undefined ? '' : `: ${cut(problem, 600)}`}</p>`
    : undefined;
  const which =
    first === undefined && next === undefined
      ? undefined
      : html`<p class="quiet">Files ${formatCount(from + 1)} to ${formatCount(from + shown.length)} of these:</p>`;
  const before = first && html`<p class="more"><a href="${first}">First files</a></p>`;
  const after =
    next && html`<p class="more"><a href="${next}">${plural(files.length - from - shown.length, 'more file')}</a></p>`;
  return section(
    'files',
    undefined,
    html`<p>${plural(files.length, 'file')} ${renderCounts({ added, removed })}</p>${warning}${which}${before}<ul class="files">${shown.map((file) => renderRow(file, all))}</ul>${after}`,
  );
}

/** `all`: the address of the page that the file stands on. */
export const renderRow = ({ op, index, path, ...file }: DiffFile, all: string): Html =>
  html`<li><span class="sign" role="img" aria-label="${ops[op][1]}">${ops[op][0]}</span> <a href="${all}#f${index}"><code>${cut(path, 300)}</code></a> ${renderCounts(file)}</li>`;
