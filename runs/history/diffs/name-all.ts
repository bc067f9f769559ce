/**
 * Names every file that changed. A diff may be cut, and what stands behind the cut is not in it: whoever approves it
 * would not know that there is more, so the files that were counted are named after those that it shows.
 */
import type { SplitDiff, SplitFile } from './split.ts';

interface Counted {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
  readonly op: 'create' | 'edit' | 'delete';
}

/** `counted`: the files of a result or a workspace, read as they come. `isCut`: the text ends before the diff does. */
export function nameAll(diff: SplitDiff, counted: unknown, isCut: boolean): SplitDiff {
  const named = new Set(diff.files.flatMap(({ path, op, from }) => (op === 'rename' && from ? [path, from] : [path])));
  const known = (Array.isArray(counted) ? counted : []).filter(isCounted);
  const behind = known
    .filter(({ path }) => !named.has(path))
    .map(({ path, added, removed, op }, nth): SplitFile => {
      const index = diff.files.length + nth;
      return { ...{ index, path, op, added, removed }, binary: false, cut: true, lines: 0, hunks: [] };
    });
  // The last that it shows is where the cut is.
  const last = isCut ? diff.files.length - 1 : -1;
  const shown = diff.files.map((file) => (file.index === last ? { ...file, cut: true as const } : file));
  return { ...diff, files: [...shown, ...behind], cut: diff.cut || isCut || behind.length > 0 };
}

function isCounted(file: unknown): file is Counted {
  const { path, added, removed, op } = Object(file) as Partial<Record<keyof Counted, unknown>>;
  const isOp = op === 'create' || op === 'edit' || op === 'delete';
  return typeof path === 'string' && Number.isSafeInteger(added) && Number.isSafeInteger(removed) && isOp;
}
