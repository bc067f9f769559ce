/** What is merged is known before it begins: branches and the commits that were reviewed. */
import type { MergeStep } from '../../../schema/steps/index.ts';
import { stepsRejected } from '../../mergeable.ts';
import type { Frame } from '../../state.ts';
import { failedWith, type Site } from '../context.ts';
import { type Planned, renderText } from './planned.ts';

/** What was last written there, where a step of this body did; else a branch has no other name than its own. */
function titleOf({ steps }: Frame, name: string): string {
  const written = Object.values(steps).flatMap(({ branches }) => branches ?? []);
  return written.findLast(({ branch }) => branch === name)?.title ?? name;
}

export function planMerge(site: Site): Planned {
  const { frame, step, workflow } = site;
  const { merge } = step.spec as MergeStep;
  const into = renderText(site, 'into');
  if ('fault' in into) return into;
  if (typeof merge === 'string') {
    const source = frame.steps[merge];
    if (!source?.branches) {
      return { fails: failedWith('failed', `There is nothing to merge: '${merge}' is ${source?.life ?? 'not run'}`) };
    }
    const rejected = stepsRejected(frame, workflow.bodies[frame.body]).flatMap((id) => frame.steps[id]?.branches ?? []);
    const names = new Set(rejected.map(({ branch }) => branch));
    const branches = source.branches.filter(({ branch }) => !names.has(branch));
    return { plan: { into: into.text, branches: branches as never } };
  }
  const branches = [];
  for (const index of merge.keys()) {
    const branch = renderText(site, `merge.${index}`);
    if ('fault' in branch) return branch;
    branches.push({ branch: branch.text, title: titleOf(frame, branch.text) });
  }
  return { plan: { into: into.text, branches } };
}
