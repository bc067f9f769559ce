/**
 * One file's text, and where an offset of it stands for a person. Offsets are UTF-16 code units from 0; lines and
 * columns count from 1. A byte order mark is dropped and every line break is `\n`, which moves no line or column.
 */
import type { Issue } from './issue.ts';

export interface Source {
  /** As it is printed: a path, or the name of a built-in. */
  readonly file: string;
  readonly text: string;
  /** The offset at which each line begins. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a file with something wrong in it; `end` is exclusive. */
export interface Mark {
  readonly code: `OMNI${number}`;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
}

export function makeSource(file: string, raw: string): Source {
  const text = (raw.startsWith('\uFEFF') ? raw.slice(1) : raw).replace(/\r\n?/g, '\n');
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The line and column of an offset; one past the end is the end. */
export function positionAt(source: Source, offset: number): { line: number; column: number } {
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - source.lineStarts[low]! + 1 };
}

/** The offset at which the line of `offset` ends, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** The offset at which the line of `offset` begins. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Messages quote what stands in documents, and a name there may be a page long. */
const MAX_MESSAGE_LENGTH = 600;
const MAX_HELP_LENGTH = 2000;

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

export function issueAt(source: Source, mark: Mark, severity: Issue['severity'] = 'error'): Issue {
  const start = positionAt(source, mark.start);
  const end = positionAt(source, Math.max(mark.start, mark.end));
  return {
    code: mark.code,
    severity,
    file: source.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: cut(mark.message, MAX_MESSAGE_LENGTH),
    ...(mark.help === undefined ? {} : { help: cut(mark.help, MAX_HELP_LENGTH) }),
  };
}
