/** What a run is about to start from, so that a base that would surprise is refused before anything is done. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';
import { disarm } from './disarm.ts';
import { GitError } from './git.ts';

export interface Repository {
  /** The folder that is checked out, by its real path. */
  readonly root: string;
  readonly gitDir: string;
  /** Of the repository that a linked worktree belongs to; else the same as `gitDir`. */
  readonly commonDir: string;
}

export type Inspection =
  | { readonly kind: 'none' }
  | (Repository & {
      readonly kind: 'git';
      readonly head: string;
      /** Absent: a detached head. */
      readonly branch?: string;
      /** Tracked files that differ from the head: a run would not see how. */
      readonly dirty: readonly string[];
      /** Files that git does not know and does not ignore; a folder ends with `/`. A run would not see them. */
      readonly untracked: readonly string[];
    });

/** Finds the repository that holds `folder`; undefined when none does. Rejects with OMNI5003 when no run can use it. */
export async function findRepository(git: Git, folder: string): Promise<Repository | undefined> {
  const where = { cwd: folder };
  let answer: string;
  try {
    answer = await git.text(where, ['rev-parse', '--is-inside-work-tree', '--absolute-git-dir', '--git-common-dir']);
  } catch (error) {
    if (error instanceof GitError && error.stderr.includes('not a git repository')) return undefined;
    const said = error instanceof GitError ? error.stderr.trim() : String(error);
    throw unusable(folder, `git cannot open it: ${said}`, error);
  }
  const [isInside, gitDir = '', commonDir = ''] = answer.split('\n');
  if (isInside !== 'true') throw unusable(folder, 'it has no files checked out (a bare repository, or a .git folder)');
  const root = await git.text(where, ['rev-parse', '--show-toplevel']);
  return { root, gitDir, commonDir: join(commonDir.startsWith('/') ? '' : folder, commonDir) };
}

/** Rejects with OMNI5003 for an empty or a bare repository, and for one in the middle of a merge or a rebase. */
export async function inspectRepository(git: Git, folder: string): Promise<Inspection> {
  const repository = await findRepository(git, folder);
  if (repository === undefined) return { kind: 'none' };
  const where = await disarm(git, { cwd: repository.root });
  const head = await git.call(where, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { codes: [1, 128] });
  if (head.code !== 0) throw unusable(folder, 'it has no commit yet', undefined, 'git add -A && git commit -m "Start"');
  const operation = await findOperation(repository.gitDir);
  if (operation !== undefined) throw unusable(folder, `it is in the middle of a ${operation}`);
  const branch = await git.call(where, ['symbolic-ref', '--quiet', '--short', 'HEAD'], { codes: [1] });
  return {
    kind: 'git',
    ...repository,
    head: head.stdout.toString().trim(),
    ...(branch.code === 0 ? { branch: branch.stdout.toString().trim() } : {}),
    ...(await listChanges(git, where)),
  };
}

const operations: readonly (readonly [file: string, operation: string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

/** What a person has begun in a checkout and not ended, by the name of the git command. */
export async function findOperation(gitDir: string): Promise<string | undefined> {
  for (const [file, operation] of operations) {
    const exists = await stat(join(gitDir, file)).then(
      () => true,
      () => false,
    );
    if (exists) return operation;
  }
  return undefined;
}

/** Changes of a checkout against its head, `.omni` left out. */
export async function listChanges(
  git: Git,
  where: Where,
): Promise<{ readonly dirty: readonly string[]; readonly untracked: readonly string[] }> {
  const { stdout } = await git.call(where, [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=normal',
    '--ignore-submodules=all',
  ]);
  const entries = stdout
    .toString()
    .split('\0')
    .filter((entry) => entry !== '' && !/^.. \.omni\//.test(entry));
  const pathsOf = (isUntracked: boolean): string[] =>
    entries.filter((entry) => entry.startsWith('??') === isUntracked).map((entry) => entry.slice(3));
  return { dirty: pathsOf(false), untracked: pathsOf(true) };
}

function unusable(folder: string, reason: string, cause?: unknown, help?: string): OmniError {
  return new OmniError('OMNI5003', `The repository at ${folder} cannot be used: ${reason}.`, {
    cause,
    ...(help === undefined ? {} : { help }),
  });
}
