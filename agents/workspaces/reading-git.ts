/**
 * Git for whoever only looks: under the same environment as our other calls, and bounded, since it runs in a server that
 * must answer others meanwhile and what it looks at may be any size. It waits for no lock, for it takes none.
 */
import { execa } from 'execa';
import type { Answer, CallOptions, Git, Where } from './call.ts';
import { callEnvironment, gitEnvironment } from './environment.ts';
import { GitError } from './git.ts';

export interface ReadingGit extends Git {
  /** As much of the output as fits; git is ended when there is more. */
  upTo(
    where: Where,
    args: readonly string[],
    maxBytes: number,
  ): Promise<{ readonly bytes: Buffer; readonly cut: boolean }>;
}

export interface ReadingOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where objects are written, and looked for first. Absent: none is written. */
  readonly objects?: string;
}

const longestMs = 20_000;
/** Of lists; what is longer is no longer looked at. */
const mostBytes = 32 * 1024 * 1024;

export function createReadingGit({ env, objects }: ReadingOptions): ReadingGit {
  const base = { ...gitEnvironment(env), ...(objects === undefined ? {} : { GIT_OBJECT_DIRECTORY: objects }) };

  const run = (where: Where, args: readonly string[], options: CallOptions, maxBuffer: number) =>
    execa('git', args, {
      cwd: where.cwd,
      env: { ...base, ...callEnvironment(where, options) },
      extendEnv: false,
      input: Buffer.from(options.input ?? ''),
      encoding: 'buffer',
      stripFinalNewline: false,
      reject: false,
      timeout: longestMs,
      maxBuffer,
    });

  const call = async (where: Where, args: readonly string[], options: CallOptions = {}): Promise<Answer> => {
    const { exitCode, stdout, stderr, isMaxBuffer, cause } = await run(where, args, options, mostBytes);
    if (exitCode !== undefined && !isMaxBuffer && (exitCode === 0 || options.codes?.includes(exitCode)))
      return { code: exitCode, stdout: Buffer.from(stdout) };
    throw new GitError(args, exitCode, Buffer.from(stderr ?? '').toString(), cause);
  };

  return {
    call,
    text: async (where, args, options) => (await call(where, args, options)).stdout.toString().replace(/\n$/, ''),
    async upTo(where, args, maxBytes) {
      const { exitCode, stdout, stderr, isMaxBuffer, cause } = await run(where, args, {}, maxBytes);
      if (isMaxBuffer || exitCode === 0) return { bytes: Buffer.from(stdout), cut: isMaxBuffer };
      throw new GitError(args, exitCode, Buffer.from(stderr ?? '').toString(), cause);
    },
  };
}
