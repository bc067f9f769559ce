/**
 * Commits what a writer left in a workspace, with plumbing: no hook, no editor, no signature, and no look into nested
 * repositories, whose configuration would be obeyed. What the folder holds is what the commit holds, wherever the
 * agent moved HEAD or left a merge half done; the commit goes on the plan's branch.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commit } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';
import { diffBranch } from './diff.ts';
import { branchRef, findCommit } from './names.ts';
import type { Worktree } from './worktrees.ts';

export interface CommitMessage {
  readonly author: string;
  readonly subject: string;
  readonly trailers: Readonly<Record<string, string>>;
}

/** Commits all changes on `branch` and answers its head and its diff from `base`. `excluded` are top-level paths. */
export async function commitWorktree(
  git: Git,
  worktree: Worktree,
  target: { readonly branch: string; readonly base: string; readonly excluded: readonly string[] },
  message: CommitMessage,
): Promise<Commit> {
  const ref = branchRef(target.branch);
  const head = await findCommit(git, worktree, ref);
  if (head === undefined) throw new OmniError('OMNI5003', `The branch ${target.branch} is gone.`);
  await stage(git, worktree, target.excluded);
  const tree = await git.text(worktree, ['write-tree']);
  let commit = head;
  if (tree !== (await git.text(worktree, ['rev-parse', '--verify', `${head}^{tree}`]))) {
    commit = await git.text(worktree, ['commit-tree', '--no-gpg-sign', '-p', head, '-F', '-', tree], {
      input: formatMessage(message),
      author: message.author,
    });
    await git.call(worktree, ['update-ref', '-m', 'omni: commit', ref, commit, head]);
  }
  if (worktree.indexFile === undefined) await attachHead(git, worktree, ref);
  return { commit, branch: target.branch, ...(await diffBranch(git, worktree, target.base, commit)) };
}

/** Brings the index to what the folder holds: changed, deleted and new files, ignored ones left out. */
export async function stage(git: Git, worktree: Worktree, excluded: readonly string[]): Promise<void> {
  await stagePaths(git, worktree, await listChangedPaths(git, worktree, excluded));
}

/** Paths that differ from the index, a byte a character, since a name need not be UTF-8. */
export interface ChangedPaths {
  /** In the index alone. */
  readonly gone: readonly string[];
  readonly there: readonly string[];
}

/** What is gone goes first, and unseen: where its folder is a link now, git would refuse to look at it. */
export async function stagePaths(git: Git, where: Where, { gone, there }: ChangedPaths): Promise<void> {
  const update = (options: readonly string[], paths: readonly string[]) =>
    git.call(where, ['update-index', ...options, '-z', '--stdin'], {
      input: Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1'),
    });
  if (gone.length > 0) await update(['--force-remove'], gone);
  if (there.length > 0) await update(['--add', '--remove', '--replace'], there);
}

export async function listChangedPaths(git: Git, where: Where, excluded: readonly string[]): Promise<ChangedPaths> {
  const changed = await git.call(where, [
    'diff-files',
    '-z',
    '--name-status',
    '--no-renames',
    '--ignore-submodules=all',
  ]);
  const added = await git.call(where, ['ls-files', '-z', '--others', '--exclude-standard']);
  // A name that ends with a slash is a repository inside this one: not ours to commit.
  const isOurs = (path: string): boolean =>
    path !== '' && !path.endsWith('/') && !excluded.some((top) => path === top || path.startsWith(`${top}/`));
  const fields = changed.stdout.toString('latin1').split('\0');
  const there = new Set(added.stdout.toString('latin1').split('\0'));
  const gone = new Set<string>();
  // `STATUS<nul>PATH<nul>` again and again.
  for (let at = 0; at + 1 < fields.length; at += 2) (fields[at] === 'D' ? gone : there).add(fields[at + 1] ?? '');
  return {
    gone: [...gone].filter((path) => isOurs(path) && !there.has(path)),
    there: [...there].filter(isOurs),
  };
}

async function attachHead(git: Git, worktree: Worktree, ref: string): Promise<void> {
  const head = await readFile(join(worktree.gitDir, 'HEAD'), 'utf8').catch(() => '');
  if (head.trim() !== `ref: ${ref}`) await git.call(worktree, ['symbolic-ref', 'HEAD', ref]);
}

/** A subject of one line, and trailers that no value can break out of. */
export function formatMessage({ subject, trailers }: Omit<CommitMessage, 'author'>): string {
  const lines = Object.entries(trailers).map(([key, value]) => {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(key)) throw new OmniError('OMNI5003', `${JSON.stringify(key)} is no trailer.`);
    return `${key}: ${oneLine(value)}\n`;
  });
  return `${oneLine(subject).slice(0, 200) || 'Change files'}\n\n${lines.join('')}`;
}

/** Without control characters, and without what would turn the reading order in everybody's `git log`. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}
