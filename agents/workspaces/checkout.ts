/**
 * A person's checkout of a branch that a merge is about to move. The files of a clean one follow the branch; under one
 * with changes the branch must not move, since the checkout would then show the merge as undone, and the next
 * `git commit -a` would undo it. Nothing else of a person's checkout is ever written.
 */
import { stat } from 'node:fs/promises';
import type { Git, Where } from './call.ts';
import { disarm } from './disarm.ts';
import { GitError } from './git.ts';
import { findOperation, listChanges, type Repository } from './inspect.ts';

/** Where a branch is checked out: the repository itself or one of its worktrees, by its folder. */
export async function listCheckouts(git: Git, repository: Repository, ref: string): Promise<readonly string[]> {
  const text = await git.text({ cwd: repository.root }, ['worktree', 'list', '--porcelain']);
  const found: string[] = [];
  for (const block of text.split('\n\n')) {
    const [first = '', ...lines] = block.split('\n');
    const path = first.replace(/^worktree /, '');
    if (lines.includes(`branch ${ref}`) && (await isFolder(path))) found.push(path);
  }
  return found;
}

/** Why the files at `path` cannot go from one commit to the other; undefined when they can. */
export async function findHindrance(git: Git, path: string, from: string, to: string): Promise<string | undefined> {
  const where = await disarm(git, { cwd: path });
  const operation = await findOperation(await git.text(where, ['rev-parse', '--absolute-git-dir']));
  if (operation !== undefined) return `${path} is in the middle of a ${operation}`;
  const { dirty } = await listChanges(git, where);
  if (dirty.length > 0) return `${path} has uncommitted changes (${nameSome(dirty)})`;
  return tryMove(git, where, ['--dry-run'], from, to);
}

/** Brings the files at `path` to `to`, if they are still at `from`. Answers whether they are at `to` now. */
export async function moveCheckout(git: Git, path: string, from: string, to: string): Promise<boolean> {
  const where = await disarm(git, { cwd: path });
  const tree = await git.text(where, ['write-tree']).catch(() => '');
  const treeOf = (commit: string): Promise<string> => git.text(where, ['rev-parse', '--verify', `${commit}^{tree}`]);
  if (tree === (await treeOf(to))) return true;
  if (tree !== (await treeOf(from))) return false;
  return (await tryMove(git, where, [], from, to)) === undefined;
}

/** Git's own two-tree rule: no changed and no untracked file is overwritten. */
async function tryMove(
  git: Git,
  where: Where,
  options: readonly string[],
  from: string,
  to: string,
): Promise<string | undefined> {
  await git.call(where, ['update-index', '-q', '--refresh'], { codes: [1] });
  try {
    await git.call(where, ['read-tree', ...options, '-m', '-u', from, to]);
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return `${where.cwd} cannot be brought up to date: ${error.stderr.trim()}`;
    throw error;
  }
}

function nameSome(paths: readonly string[]): string {
  const named = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${named} and ${paths.length - 5} more` : named;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
