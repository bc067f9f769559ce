/**
 * Lands branches: one merge commit each, in order, made in a temporary worktree, and then one move of the target by
 * compare and swap. Until that move nothing has happened, so a conflict or a kill leaves the target untouched; after
 * it everything has. The trailers of the merge commits tell a later call that it was made before. Only the target's
 * own line of commits is asked, since a writer can put any trailer into the commits that are merged.
 */
import type { Merged, Workspaces } from '../../engine/ports/workspaces.ts';
import type { Git } from './call.ts';
import { findHindrance, listCheckouts, moveCheckout } from './checkout.ts';
import { formatMessage } from './commit.ts';
import { disarm } from './disarm.ts';
import { GitError } from './git.ts';
import type { Repository } from './inspect.ts';
import { baseRef, branchRef, checkBranch, findCommit, getCommit } from './names.ts';
import { ensureWorktree, removeWorktree, type Worktree } from './worktrees.ts';

type MergeRequest = Parameters<Workspaces['merge']>[1];
interface Pinned {
  readonly branch: string;
  readonly commit: string;
  readonly title: string;
}
type Conflict = Extract<Merged, { status: 'conflict' }>['conflicts'][number];

/** `folder` is where the temporary worktree goes; whatever a dead omni left there is removed first. */
export async function mergeBranches(
  git: Git,
  repository: Repository,
  run: string,
  request: MergeRequest,
  folder: string,
): Promise<Merged> {
  const root = { cwd: repository.root };
  await checkBranch(git, root, request.into);
  const ref = branchRef(request.into);
  const from = await getCommit(git, root, ref);
  const branches: Pinned[] = [];
  for (const { branch, commit, title } of request.branches) {
    branches.push({ branch, title, commit: await getCommit(git, root, commit ?? branchRef(branch)) });
  }
  const before = await findEarlier(git, repository, run, request);
  if (before !== undefined) {
    return landed(git, repository, ref, before.from, from, answerFor(branches, before.commits));
  }

  await removeWorktree(git, repository, folder);
  try {
    const worktree = await disarm(git, await ensureWorktree(git, repository, folder, from, { detach: true }));
    const { commits, conflicts } = await mergeEach(git, worktree, run, request.key, branches);
    if (conflicts.length > 0) return { status: 'conflict', conflicts };
    const to = await git.text(worktree, ['rev-parse', '--verify', 'HEAD']);
    const moved = await move(git, repository, ref, from, to);
    if (moved !== undefined) return { status: 'moved', message: moved };
    return await landed(git, repository, ref, from, to, answerFor(branches, commits));
  } finally {
    await removeWorktree(git, repository, folder);
  }
}

/** Merges what can be merged, so that every branch that cannot is named. */
async function mergeEach(
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

/** Moves the target; answers why not. */
async function move(
  git: Git,
  repository: Repository,
  ref: string,
  from: string,
  to: string,
): Promise<string | undefined> {
  if (from === to) return undefined;
  for (const path of await listCheckouts(git, repository, ref)) {
    const hindrance = await findHindrance(git, path, from, to);
    if (hindrance !== undefined) return `${hindrance}, so its branch was not moved.`;
  }
  const root = { cwd: repository.root };
  try {
    await git.call(root, ['update-ref', '-m', 'omni: merge', ref, to, from]);
    return undefined;
  } catch (error) {
    const now = await findCommit(git, root, ref);
    if (now === from) throw error;
    return `${ref} moved from ${from.slice(0, 12)} to ${now?.slice(0, 12) ?? 'nothing'} while the merge was made.`;
  }
}

/** The target is at `to`: lets the checkouts that still show `from` follow, and says which did. */
async function landed(
  git: Git,
  repository: Repository,
  ref: string,
  from: string,
  to: string,
  commits: Extract<Merged, { status: 'merged' }>['commits'],
): Promise<Merged> {
  const checkouts: { path: string; updated: boolean }[] = [];
  for (const path of await listCheckouts(git, repository, ref)) {
    checkouts.push({ path, updated: await moveCheckout(git, path, from, to) });
  }
  return { status: 'merged', commits, ...(checkouts.length > 0 ? { checkouts } : {}) };
}

/** A branch that the target held already needed no merge commit: it is answered with its own. */
function answerFor(branches: readonly Pinned[], commits: ReadonlyMap<string, string>) {
  return branches.map(({ branch, commit }) => ({ branch, commit: commits.get(branch) ?? commit }));
}

/** The merge commits of the same request, when it was carried out before, and where the target stood then. */
async function findEarlier(
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
