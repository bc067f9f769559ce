/**
 * What there is to look at of a run: its branches, and which of their worktrees are still there. Git says so, and the
 * folders that the run's worktrees stand in; what an agent wrote into its worktree is not asked.
 */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git, Where } from './call.ts';
import type { Repository } from './inspect.ts';
import { branchRef, findCommit, folderName, refsOf, startRef } from './names.ts';
import { findWorktree, type Worktree } from './worktrees.ts';

export interface FoundWorkspace {
  readonly branch: string;
  readonly head: string;
  readonly worktree?: Worktree;
}

export interface Search {
  readonly run: string;
  readonly repository: Repository;
  /** The folder that holds the run's worktrees; a real path. */
  readonly folder: string;
  /** The run works in the folder that is checked out. */
  readonly here: boolean;
  /** Branches that it is known to have made. Once a run is over, git tells only those that are named after it. */
  readonly branches: readonly string[];
}

/** By branch. */
export async function findWorkspaces(git: Git, search: Search): Promise<readonly FoundWorkspace[]> {
  const root = { cwd: search.repository.root };
  const names = new Set([...(await listBranches(git, root, search.run)), ...search.branches]);
  const found: FoundWorkspace[] = [];
  for (const branch of [...names].sort()) {
    const head = await findCommit(git, root, branchRef(branch));
    if (head === undefined) continue;
    const worktree = await worktreeOf(search, branch);
    found.push({ branch, head, ...(worktree && { worktree }) });
  }
  return found;
}

async function listBranches(git: Git, root: Where, run: string): Promise<readonly string[]> {
  const [starts, own] = [startRef(run, ''), branchRef(`omni/${run}/`)];
  const patterns = [refsOf(run), branchRef(`omni/${run}`)];
  const refs = (await git.text(root, ['for-each-ref', '--format=%(refname)', ...patterns])).split('\n');
  return refs.flatMap((ref) =>
    ref.startsWith(starts) ? [ref.slice(starts.length)] : ref.startsWith(own) ? [ref.slice(branchRef('').length)] : [],
  );
}

async function worktreeOf({ run, repository, folder, here }: Search, branch: string): Promise<Worktree | undefined> {
  const own = `omni/${run}/`;
  if (here && branch === `${own}main`) {
    return { cwd: repository.root, gitDir: repository.gitDir, workTree: repository.root };
  }
  const name = branch.startsWith(own)
    ? folderName(branch.slice(own.length))
    : await findFolder(repository, folder, branch);
  if (name === undefined || !(await isFolder(join(folder, name)))) return undefined;
  return findWorktree(repository, join(folder, name));
}

/** Of a branch that the workflow named: the worktree that git has it checked out in. */
async function findFolder(repository: Repository, folder: string, branch: string): Promise<string | undefined> {
  for (const name of await readdir(folder).catch(() => [])) {
    const worktree = await findWorktree(repository, join(folder, name));
    const head = worktree && (await readFile(join(worktree.gitDir, 'HEAD'), 'utf8').catch(() => undefined));
    if (head?.trim() === `ref: ${branchRef(branch)}`) return name;
  }
  return undefined;
}

/** No link: what stands there is ours. */
const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
