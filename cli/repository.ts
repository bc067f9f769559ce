/** The repository that a run works on, looked at before anything is begun. */
import type { Reaper } from '../agents/places/reaper.ts';
import { inspectRepo } from '../agents/workspaces/workspaces.ts';
import { showPath } from './places.ts';
import { plural } from './render/amounts.ts';
import { InvalidInput } from './report-error.ts';

export interface Repository {
  /** Of the whole repository, or the folder itself outside git; absolute. */
  readonly root: string;
  readonly isGit: boolean;
  /** Files that git does not know: no worktree will have them. */
  readonly untracked: readonly string[];
}

/** `clean`: refuses one whose files differ from its last commit, since a run starts from the commit. */
export async function openRepository(
  folder: string,
  { reaper, env, clean }: { readonly reaper: Reaper; readonly env: NodeJS.ProcessEnv; readonly clean: boolean },
): Promise<Repository> {
  const found = await inspectRepo(folder, { reaper, env });
  if (found.kind === 'none') return { root: folder, isGit: false, untracked: [] };
  if (clean && found.dirty.length > 0) {
    const shown = found.dirty.slice(0, 10).map((path) => `\n  ${path}`);
    const more = found.dirty.length > shown.length ? `\n  and ${found.dirty.length - shown.length} more` : '';
    const what = `${plural(found.dirty.length, 'file')} of ${showPath(found.root)} differ from the last commit, and a run would not see how:`;
    throw new InvalidInput(`${what}${shown.join('')}${more}`, 'commit or stash them first');
  }
  return { root: found.root, isGit: true, untracked: found.untracked };
}
