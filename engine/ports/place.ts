/**
 * A machine that processes and files live on. Everything an agent, a `run` step or git does goes through a place, so
 * that what stands between an agent and the machine can change without touching an adapter.
 *
 * Contract: `command` is an argv, never a shell string. The environment is exactly `env`. An exit is a value, not an
 * exception. `kill` ends the whole process group and resolves when nothing of it runs; the group also ends when the
 * caller dies. Paths are relative to `root`; one that leaves it, also through a symlink, rejects with `OmniError`: only
 * `resolve` says where such a path leads.
 */
import type { ResolvedPath } from '../../policies/reading/view.ts';

export type { ResolvedPath };

export type Exit =
  | { readonly type: 'code'; readonly code: number }
  | { readonly type: 'signal'; readonly signal: string }
  /** The process could not be started, or nobody knows how it ended. */
  | { readonly type: 'lost'; readonly message: string };

export interface SpawnOptions {
  /** Relative to the place's root; default the root. */
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
  /** All of stdin. Without it stdin is empty, unless `interactive`. */
  readonly input?: string;
  /** Stdin stays open for `write` until `end`. */
  readonly interactive?: boolean;
  /** Milliseconds; the group is killed when they are over and the exit is a signal. */
  readonly timeoutMs?: number;
  /** Bytes of stdout and of stderr kept: the first and the last half. Default 1 MiB. */
  readonly keepBytes?: number;
  /** Whole lines as they come, for protocols and live views. */
  readonly onLine?: (stream: 'stdout' | 'stderr', line: string) => void;
}

export interface Spawned {
  readonly exit: Promise<Exit>;
  readonly output: Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** To stdin, where it is still open. */
  write(text: string): void;
  end(): void;
  /** SIGTERM, then SIGKILL after `graceMs` (default 2,000). Idempotent. */
  kill(graceMs?: number): Promise<void>;
}

export interface Place {
  readonly root: string;
  spawn(command: readonly string[], options: SpawnOptions): Spawned;
  read(path: string): Promise<string>;
  write(path: string, content: string): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
  /**
   * Where a path is, also one that is absolute, begins with `~/`, leaves the root or does not exist yet. Only looks.
   * Rejects with `OmniError` where programs would disagree: `link/..`, /proc/self, a circle of symlinks.
   */
  resolve(path: string): Promise<ResolvedPath>;
}
