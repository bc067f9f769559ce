/** The repository that a run works on, looked at before anything is begun. */
import type { Reaper } from '../agents/places/reaper.ts';
import { inspectRepo } from '../agents/workspaces/workspaces.ts';
import type { Workflow } from '../engine/compile/workflow.ts';
import { plural } from '../runs/view/amounts.ts';
import { OmniError } from '../schema/error.ts';
import { showPath } from './places.ts';

export interface Repository {
  /** Of the whole repository, or the folder itself outside git; absolute. */
  readonly root: string;
  readonly isGit: boolean;
  /** Files that git does not know: no worktree will have them. */
  readonly untracked: readonly string[];
}

/**
 * `clean`: refuses one whose files differ from its last commit, since a run starts from the commit.
 * @throws OmniError OMNI5002 then, OMNI5003 for a repository that cannot be used.
 */
export async function openRepository(
  folder: string,
  { reaper, env, clean }: { readonly reaper: Reaper; readonly env: NodeJS.ProcessEnv; readonly clean: boolean },
): Promise<Repository> {
  const found = await inspectRepo(folder, { reaper, env });
  if (found.kind === 'none') return { root: folder, isGit: false, untracked: [] };
  if (clean && found.dirty.length > 0) {
    const shown = found.dirty.slice(0, 10).map((path) => `\n  ${path}`);
    const more = found.dirty.length > shown.length ? `\n  and ${found.dirty.length - shown.length} more` : '';
    const files = plural(found.dirty.length, 'file');
    throw new OmniError(
      'OMNI5002',
      `${files} of ${showPath(found.root)} differ from the last commit:${shown.join('')}${more}`,
      {
        help: 'a run starts from the commit and would not see how; commit or stash them first',
      },
    );
  }
  return { root: found.root, isGit: true, untracked: found.untracked };
}

/** @throws OmniError OMNI5001 outside git, when a step needs a branch. */
export function requireGit({ root, isGit }: Repository, { bodies }: Workflow): void {
  const steps = Object.values(bodies).flatMap((body) => Object.values(body.steps));
  const needs = steps.find(({ kind, worktree }) => worktree !== undefined || kind === 'review' || kind === 'merge');
  if (isGit || needs === undefined) return;
  throw new OmniError('OMNI5001', `there is no git repository at ${showPath(root)}, and step '${needs.id}' needs one`, {
    help: 'git init && git add --all && git commit -m Start',
  });
}
