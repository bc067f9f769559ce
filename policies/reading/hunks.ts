/**
 * Applies the parts of a patch to a text, exactly or not at all. A program that patches may be more lenient; then the
 * content after is not known, and is not guessed.
 */

/** Lines that are replaced, each with its line break. */
export interface Hunk {
  /** Where it begins, from 0; absent: at the first place where the lines stand, after the one before. */
  readonly at?: number;
  /** A line that stands before it, where there is one. */
  readonly after?: string;
  readonly old: readonly string[];
  readonly new: readonly string[];
}

export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Undefined: a hunk does not stand where it should. */
export function applyHunks(before: string, hunks: readonly Hunk[]): string | undefined {
  const lines = splitLines(before);
  const result: string[] = [];
  let done = 0;
  for (const hunk of hunks) {
    const at = find(lines, hunk, done);
    if (at === undefined) return undefined;
    result.push(...lines.slice(done, at), ...hunk.new);
    done = at + hunk.old.length;
  }
  return [...result, ...lines.slice(done)].join('');
}

function find(lines: readonly string[], { at, after, old }: Hunk, done: number): number | undefined {
  const stands = (from: number): boolean => old.every((line, index) => lines[from + index] === line);
  if (at !== undefined) return at >= done && at + old.length <= lines.length && stands(at) ? at : undefined;
  let from = done;
  if (after !== undefined) {
    const anchor = lines.indexOf(after, done);
    if (anchor < 0) return undefined;
    from = anchor + 1;
  }
  for (; from + old.length <= lines.length; from++) if (stands(from)) return from;
  return undefined;
}
