import type { WorkspacePlan } from '../effects.ts';

/** A worktree of a step or frame, named by its address: every attempt and every recovery finds the same. */
export function ownWorkspace(run: string, slug: string, wanted: { base?: string; branch?: string }): WorkspacePlan {
  return {
    key: slug,
    branch: wanted.branch ?? `omni/${run}/${slug}`,
    ...(wanted.base !== undefined && { base: wanted.base }),
  };
}
