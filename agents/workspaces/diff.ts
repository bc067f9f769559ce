/** What a branch changed since it left its base, as text for people and reviewers and as counts. */
import type { Commit } from '../../engine/ports/workspaces.ts';
import type { Git, Where } from './call.ts';

/** A longer diff is cut, with a line that says so. 8 MiB. */
const maxDiffChars = 8 * 1024 * 1024;

const plainDiff = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=dirty'];
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
  const { code, stdout } = await git.call(where, ['merge-base', base, commit], { codes: [1] });
  const from = code === 0 ? stdout.toString().trim() : base;
  const diff = await git.call(where, [...plainDiff, ...format, '--find-renames', from, commit, '--']);
  const counts = await git.call(where, [...plainDiff, '--numstat', '-z', '--no-renames', from, commit, '--']);
  return { diff: cut(diff.stdout.toString()), files: parseCounts(counts.stdout.toString()) };
}

function cut(diff: string): string {
  if (diff.length <= maxDiffChars) return diff;
  return `${diff.slice(0, maxDiffChars)}\n[… ${diff.length - maxDiffChars} characters of the diff cut …]\n`;
}

/** `ADDED<tab>REMOVED<tab>PATH` with NUL between; binary files count `-`. */
function parseCounts(text: string): Commit['files'] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [added = '', removed = '', ...path] = entry.split('\t');
      return { path: path.join('\t'), added: Number(added) || 0, removed: Number(removed) || 0 };
    });
}
