/**
 * Lands branches: one merge commit each, in order, made in a temporary worktree, and then one move of the target by
 * compare and swap. Until that move nothing has happened, so a conflict, a refusal or a kill leaves the target
 * untouched; after it everything has.
 */
import type { Merged, MergeGate } from '../../engine/ports/workspaces.ts';
import type { Git } from './call.ts';
import { listFileChanges } from './changes.ts';
import { findHindrance, listCheckouts, moveCheckout } from './checkout.ts';
import { disarm } from './disarm.ts';
import type { Repository } from './inspect.ts';
import { findEarlier, type MergeRequest, mergeEach, type Pinned } from './merge-commits.ts';
import { branchRef, checkBranch, findCommit, getCommit } from './names.ts';
import { ensureWorktree, removeWorktree } from './worktrees.ts';

/** Where a merge is made. */
export interface MergeSite {
  readonly git: Git;
  readonly repository: Repository;
  readonly run: string;
  /** Where the temporary worktree goes; whatever a dead omni left there is removed first. */
  readonly folder: string;
  /** Held while refs and worktrees are touched, never while the gate is asked: a person may be behind it. */
  readonly inTurn: <T>(call: () => Promise<T>) => Promise<T>;
}

/** A merge that was made and has not landed. */
interface Made {
  readonly from: string;
  readonly to: string;
  readonly branches: readonly Pinned[];
  /** The merge commits by branch, in order. */
  readonly commits: ReadonlyMap<string, string>;
}

/** The target is not where it was when the merge was made; in words. */
interface Stale {
  readonly stale: string;
}

/** How often a merge is made anew because its target moved while the gate was asked. */
const maxMakings = 5;

/** Lands the branches of the request, or changes nothing. */
export async function mergeBranches(site: MergeSite, request: MergeRequest): Promise<Merged> {
  const { git, repository, folder, inTurn } = site;
  const { gate } = request;
  const attempt = async (): Promise<Merged | Stale> => {
    if (gate === undefined) {
      return inTurn(async () => {
        const made = await make(site, request);
        return 'status' in made ? made : land(site, request, made);
      });
    }
    const made = await inTurn(() => make(site, request));
    if ('status' in made) return made;
    const refusal = await askGate(site, gate, request.into, made);
    if (refusal !== undefined) return { status: 'refused', message: refusal };
    return inTurn(() => land(site, request, made));
  };
  try {
    for (let making = 1; ; making++) {
      const merged = await attempt();
      if (!('stale' in merged)) return merged;
      if (gate === undefined || making === maxMakings) return { status: 'moved', message: merged.stale };
    }
  } finally {
    await inTurn(() => removeWorktree(git, repository, folder));
  }
}

/** Makes the merge commits. Its worktree stays: it keeps them from a garbage collection while the gate is asked. */
async function make(site: MergeSite, request: MergeRequest): Promise<Merged | Made> {
  const { git, repository, run, folder } = site;
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
  const worktree = await disarm(git, await ensureWorktree(git, repository, folder, from, { detach: true }));
  const { commits, conflicts } = await mergeEach(git, worktree, run, request.key, branches);
  if (conflicts.length > 0) return { status: 'conflict', conflicts };
  const to = await git.text(worktree, ['rev-parse', '--verify', 'HEAD']);
  return { from, to, branches, commits };
}

/** Asks for each merge commit by what it changes; answers why one was refused. */
async function askGate(
  { git, repository }: MergeSite,
  gate: MergeGate,
  into: string,
  { branches, commits }: Made,
): Promise<string | undefined> {
  const root = { cwd: repository.root };
  for (const [branch, made] of commits) {
    const files = await listFileChanges(git, root, `${made}^1`, made);
    const commit = branches.find((pinned) => pinned.branch === branch)?.commit;
    const { allow, reason } = await gate({ branch, into, files, ...(commit !== undefined && { commit }) });
    if (!allow) return reason ?? `The merge of ${branch} into ${into} was refused.`;
  }
  return undefined;
}

async function land(site: MergeSite, request: MergeRequest, made: Made): Promise<Merged | Stale> {
  const { git, repository } = site;
  const { from, to, branches, commits } = made;
  const ref = branchRef(request.into);
  const moved = await move(git, repository, ref, from, to);
  return moved ?? landed(git, repository, ref, from, to, answerFor(branches, commits));
}

/** Moves the target; answers why not. */
async function move(
  git: Git,
  repository: Repository,
  ref: string,
  from: string,
  to: string,
): Promise<Stale | Merged | undefined> {
  if (from === to) return undefined;
  const root = { cwd: repository.root };
  const now = await findCommit(git, root, ref);
  if (now !== from) return staleAt(ref, from, now);
  for (const path of await listCheckouts(git, repository, ref)) {
    const hindrance = await findHindrance(git, path, from, to);
    if (hindrance !== undefined) return { status: 'moved', message: `${hindrance}, so its branch was not moved.` };
  }
  try {
    await git.call(root, ['update-ref', '-m', 'omni: merge', ref, to, from]);
    return undefined;
  } catch (error) {
    const then = await findCommit(git, root, ref);
    if (then === from) throw error;
    return staleAt(ref, from, then);
  }
}

function staleAt(ref: string, from: string, now: string | undefined): Stale {
  return {
    stale: `${ref} moved from ${from.slice(0, 12)} to ${now?.slice(0, 12) ?? 'nothing'} while the merge was made.`,
  };
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
