/**
 * Our own git calls: simple-git's `raw`, made safe to use on a repository that an agent could write to.
 *
 * Nothing of the caller's GIT_* variables reaches git, messages are English, nothing prompts, and the configuration
 * of `config.ts` stands above the repository's. Output is bytes, since a file name need not be UTF-8. A call that
 * meets another git at work waits for it, so that two runs, or a run and a person, may work on one repository.
 *
 * Three habits of simple-git are worked round. It takes a git that was killed by a signal for one that succeeded, so
 * the exit code is judged here. It leaves stdin open when there is no input, so there always is some. It waits 50 ms
 * for late output of a git that printed nothing, so an empty chunk is announced; with `onExit: false` none is late.
 */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleGit } from 'simple-git';
import { OmniError } from '../../schema/error.ts';
import { markName } from '../places/mark.ts';
import type { Reaper } from '../places/reaper.ts';
import type { Git } from './call.ts';
import { callEnvironment, gitEnvironment } from './environment.ts';

/** OMNI5003: git said no. `stderr` is what it said. */
export class GitError extends OmniError {
  readonly exitCode: number | undefined;
  readonly stderr: string;

  constructor(args: readonly string[], exitCode: number | undefined, stderr: string, cause?: unknown) {
    const end = exitCode === undefined ? 'was interrupted' : `failed with code ${exitCode}`;
    const said = stderr.trim().slice(0, 4_000);
    super('OMNI5003', `git ${args[0]} ${end}${said === '' ? '' : `: ${said}`}`, { cause });
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

export interface GitOptions {
  /** The environment to take PATH, HOME and the like from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly reaper: Reaper;
  /** `reaper.mark(run)`: a git that outlives omni is ended like any other process. */
  readonly mark: string;
  /** How long another git may hold a lock. Default 10,000. */
  readonly lockWaitMs?: number;
}

export function createGit({ env, reaper, mark, lockWaitMs = 10_000 }: GitOptions): Git {
  const base = { ...gitEnvironment(env), [markName]: `${mark}git` };

  const call: Git['call'] = async (where, args, options = {}) => {
    reaper.prepare();
    const environment = { ...base, ...callEnvironment(where, options) };
    for (let waitedMs = 0, pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 500)) {
      const ended = await runOnce(where.cwd, args, environment, options.input);
      if (ended.code === 0 || (ended.code !== undefined && options.codes?.includes(ended.code))) {
        return { code: ended.code, stdout: ended.stdout };
      }
      const file = heldUpBy(ended.stderr);
      if (file === undefined || waitedMs > lockWaitMs) throw new GitError(args, ended.code, ended.stderr, ended.cause);
      await sleep(pauseMs);
      waitedMs += pauseMs;
      const isOwn = where.isOwn && where.gitDir !== undefined && file.startsWith(`${where.gitDir}/`);
      if (waitedMs > lockWaitMs && isOwn && file.endsWith('.lock')) await rm(file, { force: true });
    }
  };
  return {
    call,
    async text(where, args, options) {
      const { stdout } = await call(where, args, options);
      return stdout.toString().replace(/\n$/, '');
    },
  };
}

/**
 * The file of another git that stood in the way: its lock, or the `commondir` of a worktree that it is just making,
 * which every git that lists worktrees gives up on while it is empty. Undefined when that was not the trouble.
 */
function heldUpBy(stderr: string): string | undefined {
  const lock = /(?:Unable to create|could not lock config file) '?(.+?)'?: File exists/.exec(stderr);
  return (lock ?? /failed to read (\S*worktrees\/[^/\n]+\/commondir)/.exec(stderr))?.[1];
}

interface Ended {
  /** Undefined: by a signal, or never started. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly cause?: unknown;
}

async function runOnce(
  cwd: string,
  args: readonly string[],
  env: Record<string, string>,
  input: string | Uint8Array | undefined,
): Promise<Ended> {
  let seen: { exitCode: number; stdOut: Buffer[]; stdErr: Buffer[] } | undefined;
  let thrown: { readonly cause: unknown } | undefined;
  try {
    await simpleGit({
      baseDir: cwd,
      completion: { onClose: true, onExit: false },
      unsafe: everythingOurs,
      allowEnvironment: Object.keys(env).filter((name) => name.startsWith('GIT_')),
      input: () => Buffer.from(input ?? '\n'),
      errors(error, result) {
        seen = result;
        return error;
      },
    })
      .env(env)
      .outputHandler((_command, stdout) => setImmediate(() => stdout.emit('data', Buffer.alloc(0))))
      .raw(...args);
  } catch (cause) {
    // Also whatever ends with a code and had something to say.
    thrown = { cause };
  }
  const { exitCode = -1, stdOut = [], stdErr = [] } = seen ?? {};
  // A signal leaves no exit code, whatever the type says.
  const code = Number.isInteger(exitCode) && exitCode >= 0 ? exitCode : undefined;
  const stderr = Buffer.concat(stdErr).toString() || String(thrown?.cause ?? '');
  return { code, stdout: Buffer.concat(stdOut), stderr, ...thrown };
}

/**
 * simple-git refuses dangerous options in what its callers pass on. Every option and setting here is written in this
 * folder, most of them to switch such a danger off, and some hold the name of a hostile driver, whatever it contains.
 */
const everythingOurs = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
} as const;
