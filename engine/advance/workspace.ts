/** Where steps work. A worktree is named by an address, so that every attempt and every recovery finds the same. */
import type { WorkspacePlan } from '../effects.ts';

/** Everything that asks for no worktree of its own works here. */
const shared = 'main';

export const sharedWorkspace = (run: string): WorkspacePlan => ({ key: shared, branch: `omni/${run}/${shared}` });

/** A worktree of a step or frame. No slug begins with `_`, so what is called like the shared one still has its own. */
export function ownWorkspace(run: string, slug: string, wanted: { base?: string; branch?: string }): WorkspacePlan {
  const key = slug === shared ? `_${slug}` : slug;
  return {
    key,
    branch: wanted.branch ?? `omni/${run}/${key}`,
    ...(wanted.base !== undefined && { base: wanted.base }),
  };
}
