/**
 * Workspaces in a git repository. What only one call at a time may do (make, remove and move refs and worktrees) goes
 * through a queue of this repository; work inside one worktree does not. Other processes, a second omni among them,
 * are met by git's own locks, which `git.ts` waits for.
 *
 * Nothing is remembered that a restart would lose: worktrees are found by their folder, what the run started from and
 * which branches are its own stand in `refs/omni/RUN`.
 */
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkspacePlan } from '../../engine/effects.ts';
import type { Place } from '../../engine/ports/place.ts';
import type { Workspaces } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import { reapLeftovers } from '../places/leftovers.ts';
import type { Git, Where } from './call.ts';
import { commitWorktree } from './commit.ts';
import { diffBranch } from './diff.ts';
import { disarm } from './disarm.ts';
import type { Repository } from './inspect.ts';
import { mergeBranches } from './merge.ts';
import {
  baseRef,
  branchRef,
  checkBranch,
  checkRun,
  findCommit,
  folderName,
  getCommit,
  refsOf,
  resolveBase,
  startRef,
} from './names.ts';
import { createQueue } from './queue.ts';
import { isUntouched } from './review.ts';
import { ensureWorktree, findWorktree, removeLocks, removeWorktree, type Worktree } from './worktrees.ts';

export interface GitWorkspacesOptions {
  readonly repository: Repository;
  /** The folder that holds the runs' worktrees. */
  readonly folder: string;
  readonly here: string | undefined;
  /** Top-level paths that are never committed. */
  readonly excluded: readonly string[];
  readonly gitOf: (run: string) => Git;
  readonly createPlace: (run: string, root: string) => Place;
  /** Ends what is left of the run's processes, wherever they fled. */
  readonly endProcessesOf: (run: string) => Promise<unknown>;
}

export function createGitWorkspaces(options: GitWorkspacesOptions): Workspaces {
  const { repository, here, excluded, gitOf, createPlace, endProcessesOf } = options;
  const root: Where = { cwd: repository.root };
  const inTurn = createQueue();
  const begun = new Map<string, Promise<string>>();
  /** The git folders of worktrees in which no lock can be older than this process. */
  const opened = new Set<string>();
  const runFolder = (run: string): string => join(options.folder, checkRun(run));
  const hereFor = (plan: WorkspacePlan): string | undefined => (plan.key === 'main' ? here : undefined);

  /** What the run started from, pinned once for all omnis that will ever work on it. */
  const begin = (run: string): Promise<string> => {
    const known = begun.get(run);
    if (known !== undefined) return known;
    const pinned = pinBase(gitOf(run), repository, checkRun(run));
    begun.set(run, pinned);
    pinned.catch(() => begun.delete(run));
    return pinned;
  };

  /** The plan's branch, made where it is missing. */
  const ensureBranch = async (git: Git, run: string, { branch, base }: WorkspacePlan): Promise<void> => {
    await checkBranch(git, root, branch);
    const started = await findCommit(git, root, startRef(run, branch));
    const head = await findCommit(git, root, branchRef(branch));
    if (started === undefined && head !== undefined) {
      throw new OmniError('OMNI5003', `The branch ${branch} exists already, and this run did not make it.`, {
        help: 'Name another branch in `worktree`, or rename the existing one.',
      });
    }
    const start = started ?? (base === undefined ? await begin(run) : await resolveBase(git, root, base));
    // An empty old value: only if there is none. The record comes first, so a kill leaves no branch that looks foreign.
    if (started === undefined) await git.call(root, ['update-ref', startRef(run, branch), start, '']);
    if (head === undefined) await git.call(root, ['update-ref', '-m', 'omni: start', branchRef(branch), start, '']);
  };

  /** Where the diff of a branch begins: at its base as it is now, or at its start once the base holds the branch. */
  const baseOf = async (git: Git, run: string, plan: WorkspacePlan, head: string): Promise<string> => {
    const start = (await findCommit(git, root, startRef(run, plan.branch))) ?? (await begin(run));
    const tip = plan.base === undefined ? start : await resolveBase(git, root, plan.base).catch(() => start);
    const { code } = await git.call(root, ['merge-base', '--is-ancestor', head, tip], { codes: [1] });
    return code === 0 ? start : tip;
  };

  const headOf = (git: Git, plan: WorkspacePlan): Promise<string> => getCommit(git, root, branchRef(plan.branch));

  const openWorktree = async (git: Git, run: string, plan: WorkspacePlan): Promise<string> => {
    const path = join(runFolder(run), folderName(plan.key));
    const worktree = await ensureWorktree(git, repository, path, plan.branch);
    if (!opened.has(worktree.gitDir)) await removeLocks(worktree.gitDir);
    opened.add(worktree.gitDir);
    return worktree.workTree;
  };

  const worktreeOf = async (run: string, plan: WorkspacePlan): Promise<Worktree> => {
    if (hereFor(plan) !== undefined) return openHere(repository, runFolder(run));
    const worktree = await findWorktree(repository, join(runFolder(run), folderName(plan.key)));
    if (worktree === undefined) throw new OmniError('OMNI5003', `The workspace ${plan.key} was never opened.`);
    return worktree;
  };

  return {
    async begin(run) {
      await begin(run);
    },

    open: (run, plan) =>
      inTurn(async () => {
        const git = gitOf(run);
        await begin(run);
        await ensureBranch(git, run, plan);
        const folder = hereFor(plan) ?? (await openWorktree(git, run, plan));
        return { key: plan.key, branch: plan.branch, place: createPlace(run, folder) };
      }),

    async commit(run, plan, message) {
      const git = gitOf(run);
      const worktree = await disarm(git, await worktreeOf(run, plan));
      const base = await baseOf(git, run, plan, await headOf(git, plan));
      return commitWorktree(git, worktree, { branch: plan.branch, base, excluded }, message);
    },

    async discard(run, plan) {
      if (hereFor(plan) !== undefined) return;
      const git = gitOf(run);
      const worktree = await disarm(git, await worktreeOf(run, plan));
      await git.call(worktree, ['symbolic-ref', 'HEAD', branchRef(plan.branch)]);
      await git.call(worktree, ['reset', '--hard', '--quiet']);
      await git.call(worktree, ['clean', '-d', '--force', '--force', '--quiet']);
    },

    openReview: async (run, plan, key) => {
      const git = gitOf(run);
      const head = await headOf(git, plan);
      const diff = await diffBranch(git, await disarm(git, root), await baseOf(git, run, plan, head), head);
      const path = join(runFolder(run), `review-${folderName(key)}`);
      const worktree = await inTurn(async () => {
        await removeWorktree(git, repository, path);
        return ensureWorktree(git, repository, path, head, { detach: true });
      });
      return {
        workspace: { key, place: createPlace(run, worktree.workTree) },
        diff: { commit: head, branch: plan.branch, ...diff },
        close: once(async () => {
          const untouched = await isUntouched(git, worktree, head).catch(() => false);
          await inTurn(() => removeWorktree(git, repository, path));
          return { untouched };
        }),
      };
    },

    async merge(run, request) {
      const folder = join(runFolder(run), `merge-${folderName(request.key)}`);
      await begin(run);
      return mergeBranches({ git: gitOf(run), repository, run, folder, inTurn }, request);
    },

    finish: (run, keep) =>
      inTurn(async () => {
        const folder = runFolder(run);
        const names = await readdir(folder).catch(() => []);
        if (keep) return names.filter((name) => !name.startsWith('here-')).map((name) => join(folder, name));
        const git = gitOf(run);
        await endProcessesOf(run);
        for (const name of names) await removeWorktree(git, repository, join(folder, name));
        await rm(folder, { recursive: true, force: true });
        await deleteRefs(git, root, refsOf(run));
        begun.delete(run);
        return [];
      }),
  };
}

function once<T>(call: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= call();
    return made;
  };
}

async function pinBase(git: Git, repository: Repository, run: string): Promise<string> {
  const root = { cwd: repository.root };
  // First of all calls for this run in this process: whoever of a dead omni holds a lock of the run goes first.
  await reapLeftovers(run);
  for (const refs of [refsOf(run), branchRef(`omni/${run}`)]) await removeLocks(join(repository.commonDir, refs));
  const pinned = await findCommit(git, root, baseRef(run));
  if (pinned !== undefined) return pinned;
  const head = await getCommit(git, root, 'HEAD');
  await git.call(root, ['update-ref', baseRef(run), head, '']);
  return head;
}

/** The current folder with an index of our own: a person's staged changes and HEAD stay as they are. */
async function openHere(repository: Repository, folder: string): Promise<Worktree> {
  await mkdir(folder, { recursive: true });
  const indexFile = join(folder, 'here-index');
  await copyFile(join(repository.gitDir, 'index'), indexFile);
  return { cwd: repository.root, gitDir: repository.gitDir, workTree: repository.root, indexFile };
}

async function deleteRefs(git: Git, root: Where, prefix: string): Promise<void> {
  const refs = await git.text(root, ['for-each-ref', '--format=delete %(refname)', prefix]);
  if (refs !== '') await git.call(root, ['update-ref', '--stdin'], { input: `${refs}\n` });
}
