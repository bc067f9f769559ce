/**
 * The merge commits of a request: made in a temporary worktree, and found again after a crash. Their trailers tell a
 * later call that it was made before. Only the target's own line of commits is asked, since a writer can put any
 * trailer into the commits that are merged.
 */
import type { Merged, Workspaces } from '../../engine/ports/workspaces.ts';
import type { Git } from './call.ts';
import { formatMessage } from './commit.ts';
import { GitError } from './git.ts';
import type { Repository } from './inspect.ts';
import { baseRef, branchRef, findCommit } from './names.ts';
import type { Worktree } from './worktrees.ts';

export type MergeRequest = Parameters<Workspaces['merge']>[1];
/** A branch as it stood when the merge began. */
export interface Pinned {
  readonly branch: string;
  readonly commit: string;
  readonly title: string;
}
type Conflict = Extract<Merged, { status: 'conflict' }>['conflicts'][number];

/** Merges what can be merged, so that every branch that cannot is named. */
export async function mergeEach(
  git: Git,
  worktree: Worktree,
  run: string,
  key: string,
  branches: readonly Pinned[],
): Promise<{ commits: Map<string, string>; conflicts: Conflict[] }> {
  const commits = new Map<string, string>();
  const conflicts: Conflict[] = [];
  for (const { branch, commit, title } of branches) {
    const contained = await git.call(worktree, ['merge-base', '--is-ancestor', commit, 'HEAD'], { codes: [1] });
    if (contained.code === 0) continue;
    const message = formatMessage({
      subject: `Merge ${title}`,
      trailers: { 'Omni-Run': run, 'Omni-Merge': key, 'Omni-Branch': branch },
    });
    const merged = await git.call(worktree, [...mergeCommand, '-m', message, commit], { codes: [1] });
    if (merged.code === 0) {
      commits.set(branch, await git.text(worktree, ['rev-parse', '--verify', 'HEAD']));
      continue;
    }
    const { stdout } = await git.call(worktree, ['diff', '--name-only', '--diff-filter=U', '-z']);
    const files = stdout
      .toString()
      .split('\0')
      .filter((path) => path !== '');
    if (files.length === 0) throw new GitError(mergeCommand, merged.code, `${branch} cannot be merged`);
    conflicts.push({ branch, files });
    await git.call(worktree, ['reset', '--hard', '--quiet', 'HEAD']);
  }
  return { commits, conflicts };
}

const mergeCommand = [
  'merge',
  '--no-ff',
  '--no-edit',
  '--no-verify',
  '--no-gpg-sign',
  '--no-stat',
  '--no-log',
  '--no-autostash',
  '--quiet',
  '--cleanup=verbatim',
  '--strategy=ort',
];

/** The merge commits of the same request, when it was carried out before, and where the target stood then. */
export async function findEarlier(
  git: Git,
  repository: Repository,
  run: string,
  request: MergeRequest,
): Promise<{ from: string; commits: Map<string, string> } | undefined> {
  const root = { cwd: repository.root };
  const base = await findCommit(git, root, baseRef(run));
  const { stdout } = await git.call(root, [
    'log',
    '-z',
    '--first-parent',
    '--format=%H %P%n%(trailers:only=true,unfold=true)',
    branchRef(request.into),
    ...(base === undefined ? [] : ['--not', base]),
    '--',
  ]);
  const wanted = formatMessage({ subject: '', trailers: { 'Omni-Run': run, 'Omni-Merge': request.key } });
  const lines = wanted.trim().split('\n').slice(-2);
  const commits = new Map<string, string>();
  let from = '';
  for (const entry of stdout.toString().split('\0')) {
    const [hashes = '', ...trailers] = entry.split('\n');
    if (!lines.every((line) => trailers.includes(line))) continue;
    const [commit = '', parent = ''] = hashes.split(' ');
    const branch = trailers.find((line) => line.startsWith('Omni-Branch: '))?.slice('Omni-Branch: '.length);
    if (branch !== undefined) commits.set(branch, commit);
    // The log goes back in time, so the last one met was the first one made.
    from = parent;
  }
  return from === '' ? undefined : { from, commits };
}
