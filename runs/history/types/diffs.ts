/** Diffs: steps that left one, its files, and the lines of a file. */

/** A file that a diff names, without its lines. */
export interface DiffFile {
  /** Its place in the diff, from 0: what `diffFile` takes. */
  readonly index: number;
  /** As it is after; of a file that is deleted, as it was. */
  readonly path: string;
  /** Of a rename or a copy: what it was. */
  readonly from?: string;
  readonly op: 'create' | 'edit' | 'delete' | 'rename' | 'copy';
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
  /** Of a change of the mode: `100644`. */
  readonly oldMode?: string;
  readonly newMode?: string;
  /** Lines that `diffFile` can give, the heads of hunks not counted. */
  readonly lines: number;
  /** The diff was cut in this file or before it: lines of it are missing, or all. */
  readonly cut?: true;
}

export interface DiffLine {
  readonly type: 'add' | 'remove' | 'context';
  /** Absent where the line is not in that file. */
  readonly old?: number;
  readonly new?: number;
  readonly text: string;
  /** The file ends here, without a line break. */
  readonly noNewline?: true;
}

export interface DiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** What git says of where it stands: a function's head. */
  readonly section: string;
  /** How many lines of the hunk come before the first of `lines`. */
  readonly skipped: number;
  readonly lines: readonly DiffLine[];
}

export interface DiffFilePage {
  readonly file: DiffFile;
  readonly hunks: readonly DiffHunk[];
  /** Give it as `from` for the lines that follow; absent: there are none. */
  readonly next?: number;
}

/** What one attempt left. */
export interface DiffRound {
  /** Of the event that brought it: what `diff` and `diffFile` take. */
  readonly seq: number;
  readonly at: number;
  readonly attempt?: number;
  readonly branch?: string;
  readonly commit?: string;
  readonly added: number;
  readonly removed: number;
  readonly files: number;
}

export interface DiffStep {
  readonly address: string;
  readonly agent?: string;
  readonly title?: string;
  /** The newest first. */
  readonly rounds: readonly DiffRound[];
}

export interface ParsedDiff {
  readonly files: readonly DiffFile[];
  /** The text goes on and was not kept, or there are lines in it that are no diff. */
  readonly cut: boolean;
  readonly problem?: string;
}
