/**
 * A reviewer's worktree: detached at the head of the branch under review, thrown away afterwards. What a reviewer did
 * to it shows against a fresh index, since the worktree's own could have been told to look away.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './call.ts';
import { listChangedPaths } from './commit.ts';
import { disarm } from './disarm.ts';
import type { Worktree } from './worktrees.ts';

/** Whether the files of the worktree are those of `commit`: none changed, deleted or added, ignored ones left out. */
export async function isUntouched(git: Git, worktree: Worktree, commit: string): Promise<boolean> {
  const indexFile = join(worktree.gitDir, 'omni-review-index');
  await rm(indexFile, { force: true });
  const where = { ...(await disarm(git, worktree)), indexFile };
  await git.call(where, ['read-tree', commit]);
  await git.call(where, ['update-index', '-q', '--refresh'], { codes: [1] });
  const { gone, there } = await listChangedPaths(git, where, []);
  return gone.length === 0 && there.length === 0;
}
