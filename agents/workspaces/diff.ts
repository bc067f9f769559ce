/** What a branch changed since it left its base, as text for people and reviewers and as counts. */
import type { Commit } from '../../engine/ports/workspaces.ts';
import type { Git, Where } from './call.ts';
import { type Change, listFileChanges, plainDiff } from './changes.ts';

/** A longer diff is cut, with a line that says so. 8 MiB. */
const maxDiffChars = 8 * 1024 * 1024;

const format = [
  '--unified=3',
  '--diff-algorithm=histogram',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--inter-hunk-context=0',
  '-O/dev/null',
];

/** From the merge base of `base` and `commit` to `commit`. Renames are shown as such; they count as two files. */
export async function diffBranch(
  git: Git,
  where: Where,
  base: string,
  commit: string,
): Promise<Pick<Commit, 'diff' | 'files'>> {
  const from = await findFork(git, where, base, commit);
  const diff = await git.call(where, diffCall(from, commit));
  const counts = await countLines(git, where, from, commit);
  const changes = await listFileChanges(git, where, from, commit);
  return { diff: cut(diff.stdout.toString()), files: countFiles(changes, counts) };
}

/** The merge base of two commits; `base` itself when they have none. */
export async function findFork(git: Git, where: Where, base: string, commit: string): Promise<string> {
  const { code, stdout } = await git.call(where, ['merge-base', base, commit], { codes: [1] });
  return code === 0 ? stdout.toString().trim() : base;
}

/** The call that shows the difference of two commits or trees as text. */
export const diffCall = (from: string, to: string): readonly string[] => [
  ...['diff', ...plainDiff, ...format, '--find-renames'],
  ...[from, to, '--'],
];

/** Lines that were added and removed, by path. */
export async function countLines(
  git: Git,
  where: Where,
  from: string,
  to: string,
): Promise<ReadonlyMap<string, Counts>> {
  const { stdout } = await git.call(where, ['diff', ...plainDiff, '--numstat', '-z', '--no-renames', from, to, '--']);
  return parseCounts(stdout.toString());
}

export function countFiles(changes: readonly Change[], counts: ReadonlyMap<string, Counts>): Commit['files'] {
  return changes.map(({ path, ...change }) => ({ path, ...(counts.get(path) ?? { added: 0, removed: 0 }), ...change }));
}

interface Counts {
  readonly added: number;
  readonly removed: number;
}

function cut(diff: string): string {
  if (diff.length <= maxDiffChars) return diff;
  return `${diff.slice(0, maxDiffChars)}\n[… ${diff.length - maxDiffChars} characters of the diff cut …]\n`;
}

/** `ADDED<tab>REMOVED<tab>PATH` with NUL between; binary files count `-`. By path. */
function parseCounts(text: string): Map<string, Counts> {
  const entries = text.split('\0').filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => {
      const [added = '', removed = '', ...path] = entry.split('\t');
      return [path.join('\t'), { added: Number(added) || 0, removed: Number(removed) || 0 }];
    }),
  );
}
