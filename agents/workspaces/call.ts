/** A call of git, as the rest of this folder speaks of it. */
import type { Config } from './config.ts';

/** Where a call works. `gitDir` spares the look at a worktree's own `.git`, which an agent could have changed. */
export interface Where {
  readonly cwd: string;
  readonly gitDir?: string;
  readonly workTree?: string;
  /** In place of the worktree's own index. */
  readonly indexFile?: string;
  readonly config?: Config;
  /** The git folder is a run's own: a lock in it that nobody gives back is a dead git's. */
  readonly isOwn?: boolean;
}

export interface CallOptions {
  readonly input?: string | Uint8Array;
  /** Who is the author; the committer is always omni. */
  readonly author?: string;
  /** When, in git's words, instead of now. */
  readonly date?: string;
  /** Exit codes that are answers, beside 0. */
  readonly codes?: readonly number[];
}

export interface Answer {
  readonly code: number;
  readonly stdout: Buffer;
}

export interface Git {
  /** Rejects with `GitError` when git ends with a code that is no answer, or by a signal, or cannot be started. */
  call(where: Where, args: readonly string[], options?: CallOptions): Promise<Answer>;
  /** Standard output as text, without its last newline. */
  text(where: Where, args: readonly string[], options?: CallOptions): Promise<string>;
}
