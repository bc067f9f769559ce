/** Where attempts work: worktrees of a repository, or plain folders outside one. */
import { appendFile, mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Workspaces } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import { endProcesses } from '../places/end.ts';
import { createLocalPlace } from '../places/local.ts';
import { isInside } from '../places/paths.ts';
import type { Reaper } from '../places/reaper.ts';
import type { Git } from './call.ts';
import { createGit } from './git.ts';
import { createGitWorkspaces } from './git-workspaces.ts';
import { findRepository, type Inspection, inspectRepository, type Repository } from './inspect.ts';
import { createPlainWorkspaces } from './plain.ts';

export interface WorkspacesOptions {
  /** A folder in the repository to work on; undefined: outside git. */
  readonly repo: string | undefined;
  /** The `.omni` folder. */
  readonly home: string;
  /** `workspace: here`: the folder that steps without a worktree work in. */
  readonly here?: string;
  readonly reaper: Reaper;
  /** What git's PATH, HOME and the like are taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Rejects with OMNI5003 when `repo` is no repository that a run can use. */
export async function createWorkspaces({ repo, home, here, reaper, env }: WorkspacesOptions): Promise<Workspaces> {
  await mkdir(home, { recursive: true });
  const realHome = await realpath(home);
  const folder = join(realHome, 'worktrees');
  const createPlace = (run: string, root: string) => createLocalPlace({ root, reaper, mark: reaper.mark(run) });
  const endProcessesOf = (run: string) => {
    const mine = reaper.mark(run);
    return endProcesses({ owns: (mark) => mark.startsWith(mine) }, 1_000);
  };
  if (repo === undefined) return createPlainWorkspaces({ folder, here, createPlace });

  const gitOf = (run: string): Git => createGit({ env, reaper, mark: reaper.mark(run) });
  const repository = await findRepository(gitOf(''), repo);
  if (repository === undefined) throw new OmniError('OMNI5003', `There is no git repository at ${repo}.`);
  const own = isInside(repository.root, realHome) ? relative(repository.root, realHome) : undefined;
  if (own !== undefined) await excludeFromStatus(repository, own);
  const excluded = ['.omni', ...(own === undefined ? [] : [own])];
  return createGitWorkspaces({ repository, folder, here, excluded, gitOf, createPlace, endProcessesOf });
}

/** What `omni` would start from at `folder`. See `inspectRepository`. */
export function inspectRepo(folder: string, options: Pick<WorkspacesOptions, 'reaper' | 'env'>): Promise<Inspection> {
  return inspectRepository(createGit({ ...options, mark: options.reaper.mark('') }), folder);
}

/** Keeps omni's own folder out of a person's `git status`, without touching a file that is committed. */
async function excludeFromStatus({ commonDir }: Repository, own: string): Promise<void> {
  const file = join(commonDir, 'info', 'exclude');
  // What a pattern gives a meaning to is escaped.
  const line = `/${own.replace(/[\\*?[\]]/g, '\\$&')}/`;
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.split('\n').includes(line)) return;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${known === '' || known.endsWith('\n') ? '' : '\n'}${line}\n`);
}
