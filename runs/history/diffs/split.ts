/**
 * Finds the files and hunks of a unified diff of git's, without making anything of its lines: of a large diff only
 * what is shown is read. Total and linear: whatever the text is, there is an answer, and what is not understood is
 * said. The parsers that there are read all of a diff into objects, and each fails one of: quoted names, the mark of
 * a missing line break, a diff whose end was cut off.
 */
import type { DiffFile, ParsedDiff } from '../types.ts';
import { readBoth, readName, readSide } from './names.ts';

export interface SplitHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly section: string;
  /** Where its first line begins in the text. */
  readonly offset: number;
  /** Lines, the marks of missing line breaks not counted. */
  readonly lines: number;
}

export interface SplitFile extends DiffFile {
  readonly hunks: readonly SplitHunk[];
}

export interface SplitDiff extends ParsedDiff {
  readonly files: readonly SplitFile[];
  readonly text: string;
}

type Draft = { -readonly [K in keyof DiffFile]?: DiffFile[K] } & { hunks: SplitHunk[]; added: number; removed: number };

const beginning = 'diff --git ';
const hunkHead = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?(.*)$/s;

export function splitDiff(text: string): SplitDiff {
  const files: SplitFile[] = [];
  let draft: Draft | undefined;
  let problem: string | undefined;
  const close = (): void => {
    if (draft) files.push(finish(draft, files.length));
    draft = undefined;
  };
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const [, ...numbers] = line.startsWith('@@ ') ? (hunkHead.exec(line) ?? []) : [];
    at = end + 1;
    if (line.startsWith(beginning)) {
      close();
      draft = { path: readBoth(line.slice(beginning.length)) ?? '', hunks: [], added: 0, removed: 0 };
    } else if (draft && numbers.length > 0) {
      const hunk = takeHunk(text, at, numbers, draft);
      draft.hunks.push(hunk.hunk);
      at = hunk.next;
      if (hunk.isCut) problem ??= 'A hunk is shorter than it says.';
    } else if (!draft || draft.hunks.length > 0 || !takeHeader(draft, line)) {
      if (line !== '') problem ??= `A line is no part of a diff: ${line.slice(0, 80)}`;
    }
  }
  close();
  return { text, files, cut: problem !== undefined, ...(problem !== undefined && { problem }) };
}

export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** As many lines as the hunk says, or fewer where something else comes first. */
function takeHunk(
  text: string,
  offset: number,
  [oldStart = '', oldLines = '1', newStart = '', newLines = '1', section = '']: readonly (string | undefined)[],
  draft: Draft,
): { readonly hunk: SplitHunk; readonly next: number; readonly isCut: boolean } {
  let [old, fresh] = [Number(oldLines), Number(newLines)];
  let [at, lines] = [offset, 0];
  while (at < text.length) {
    const sign = text[at];
    if (sign !== '\\') {
      if (old + fresh === 0) break;
      if (sign === '-' && old > 0) draft.removed++;
      else if (sign === '+' && fresh > 0) draft.added++;
      else if ((sign !== ' ' && sign !== '\n') || old === 0 || fresh === 0) break;
      if (sign !== '+') old--;
      if (sign !== '-') fresh--;
      lines++;
    }
    at = endOfLine(text, at) + 1;
  }
  const range = { oldStart: Number(oldStart), oldLines: Number(oldLines) };
  const hunk = { ...range, newStart: Number(newStart), newLines: Number(newLines), section, offset, lines };
  return { hunk, next: at, isCut: old + fresh > 0 };
}

/** Lines between `diff --git` and the first hunk. */
const headers: readonly (readonly [string, (draft: Draft, value: string) => void])[] = [
  ['old mode ', (draft, value) => Object.assign(draft, { oldMode: value })],
  ['new mode ', (draft, value) => Object.assign(draft, { newMode: value })],
  ['new file mode ', (draft, value) => Object.assign(draft, { op: 'create', newMode: value })],
  ['deleted file mode ', (draft, value) => Object.assign(draft, { op: 'delete', oldMode: value })],
  ['rename from ', (draft, value) => Object.assign(draft, { op: 'rename', from: readName(value) })],
  ['rename to ', (draft, value) => Object.assign(draft, { path: readName(value) })],
  ['copy from ', (draft, value) => Object.assign(draft, { op: 'copy', from: readName(value) })],
  ['copy to ', (draft, value) => Object.assign(draft, { path: readName(value) })],
  ['--- ', (draft, value) => Object.assign(draft, { path: readSide(value, 'a/') ?? draft.path })],
  ['+++ ', (draft, value) => Object.assign(draft, { path: readSide(value, 'b/') ?? draft.path })],
  ['Binary files ', (draft) => Object.assign(draft, { binary: true })],
  ['GIT binary patch', (draft) => Object.assign(draft, { binary: true })],
  ['similarity index ', () => undefined],
  ['dissimilarity index ', () => undefined],
  ['index ', () => undefined],
];

function takeHeader(draft: Draft, line: string): boolean {
  // What follows is the file itself, in letters and signs.
  if (draft.binary) return true;
  const [start, take] = headers.find(([known]) => line.startsWith(known)) ?? [];
  if (start === undefined || take === undefined) return false;
  take(draft, line.slice(start.length));
  return true;
}

function finish({ path = '', op = 'edit', binary = false, ...draft }: Draft, index: number): SplitFile {
  const lines = draft.hunks.reduce((sum, hunk) => sum + hunk.lines, 0);
  return { ...draft, index, path, op, binary, lines };
}
