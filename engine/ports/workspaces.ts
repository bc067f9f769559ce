/**
 * Where attempts work: git worktrees in a repository, a plain folder outside one. Every call is idempotent by run and
 * key, since after a crash it may be made twice. The user's own checkout is never written, except that a clean
 * checkout of a merged branch is fast-forwarded. Failures reject with `OmniError`.
 */
import type { FileEffect } from '../../policies/words.ts';
import type { WorkspacePlan } from '../effects.ts';
import type { Place } from './place.ts';

export interface Workspace {
  readonly place: Place;
  readonly key: string;
  /** Absent outside git. */
  readonly branch?: string;
}

export interface Commit {
  /** Absent outside git. */
  readonly commit?: string;
  readonly branch?: string;
  /** Unified diff from the merge base to the commit. */
  readonly diff: string;
  readonly files: readonly CommitFile[];
}

/** One file of a diff. A rename is a delete and a create; a change of the mode is an edit. */
export interface CommitFile {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
  readonly op: 'create' | 'edit' | 'delete';
  /** As in `FileEffect`. Of a symlink `symlink:` and the hash of its target, of a submodule `submodule:` and its commit. */
  readonly hash?: string;
}

export type Merged =
  | {
      readonly status: 'merged';
      readonly commits: readonly { readonly branch: string; readonly commit: string }[];
      /** Where `into` is checked out, and whether the files there followed it. */
      readonly checkouts?: readonly { readonly path: string; readonly updated: boolean }[];
    }
  | {
      readonly status: 'conflict';
      readonly conflicts: readonly { readonly branch: string; readonly files: readonly string[] }[];
    }
  /** `into` moved meanwhile, or a checkout of it has changes that moving it would hide. */
  | { readonly status: 'moved'; readonly message: string }
  /** The gate said no. */
  | { readonly status: 'refused'; readonly message: string };

/** What one merge would change in `into`, with the content that would land. */
export interface MergeChange {
  readonly branch: string;
  readonly into: string;
  /** What of the branch is merged. */
  readonly commit?: string;
  readonly files: readonly FileEffect[];
}

/**
 * Judges a merge that was made and has not landed. It may take as long as a person does: nothing waits for it, and
 * when `into` moved meanwhile the merge is made anew and judged again.
 */
export type MergeGate = (change: MergeChange) => Promise<{ readonly allow: boolean; readonly reason?: string }>;

export interface Workspaces {
  /** Pins what the run starts from. Called when the run is created, else the first `open` does it. */
  begin(run: string): Promise<void>;
  /** Opens the workspace, making it the first time. */
  open(run: string, plan: WorkspacePlan): Promise<Workspace>;
  /** Commits what a writer changed since the last commit (nothing changed: the branch's head) and diffs the branch. */
  commit(
    run: string,
    plan: WorkspacePlan,
    message: { readonly author: string; readonly subject: string; readonly trailers: Readonly<Record<string, string>> },
  ): Promise<Commit>;
  /**
   * Drops what was left uncommitted: changes, and new files that are not ignored. For a rework round, so that what
   * checks left behind is not taken for the writer's work; not while another attempt works in the same workspace,
   * and not after a lost attempt, whose work goes on. The current folder (`workspace: here`) is left as it is.
   */
  discard(run: string, plan: WorkspacePlan): Promise<void>;
  /** A disposable detached worktree at the head of `plan.branch`; `close` answers whether its tree was left untouched. */
  openReview(
    run: string,
    plan: WorkspacePlan,
    key: string,
  ): Promise<{ workspace: Workspace; diff: Commit; close(): Promise<{ untouched: boolean }> }>;
  /**
   * One merge commit a branch, in order, in a temporary worktree; then `into` moves once, by compare and swap. The gate
   * is asked for each merge commit before that, in their order, until one is refused. A merge that has landed, also
   * before a crash, and a branch that `into` holds already are not asked for.
   */
  merge(
    run: string,
    request: {
      readonly into: string;
      readonly branches: readonly { readonly branch: string; readonly commit?: string; readonly title: string }[];
      /** Equal for every attempt of one step: finds out after a crash that the merge had happened. */
      readonly key: string;
      readonly gate?: MergeGate;
    },
  ): Promise<Merged>;
  /** Removes the worktrees of a finished run, or keeps them (`keep`) and answers their paths. Branches stay. */
  finish(run: string, keep: boolean): Promise<readonly string[]>;
}
