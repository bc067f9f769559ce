/** `parallel`: the steps of a group side by side, each a branch with a frame of its own; none sees the others. */
import type { Type } from '../../../policies/expressions/index.ts';
import type { GroupStep } from '../../../schema/steps/index.ts';
import { type Bound, plus } from '../context.ts';
import { idsOf } from '../ids.ts';
import { object } from '../scope.ts';
import type { Compiled, Site } from './site.ts';

export function compileParallel(site: Site<GroupStep>, wanted: 'all' | 'any' | number): Compiled {
  const { context, spec, path, place, key } = site;
  if (typeof wanted === 'number' && wanted > spec.steps.length) {
    context.checker.add(
      'OMNI3010',
      [...path, 'parallel'],
      `Only ${spec.steps.length} steps stand here, so ${wanted} of them can never be done.`,
      {
        help: `At most parallel: ${spec.steps.length}, which is the same as parallel: all`,
      },
    );
  }
  const branches: Record<string, string> = {};
  const views: Record<string, Type> = {};
  let sessions: Bound = 0;
  let parallel: Bound = 0;
  for (const [index, id] of idsOf(spec.steps).entries()) {
    // No step's key holds a colon, so a branch is never taken for a group's own body.
    const branch = `${key}:${id}`;
    const body = context.compileBody(context, {
      key: branch,
      prefix: key,
      specs: [{ ...spec.steps[index]!, id }],
      first: index,
      path: [...path, 'steps'],
      place: { ...place, before: [], inRound: false },
    });
    branches[id] = branch;
    if (body.views[id]) views[`${id}?`] = body.views[id];
    sessions = plus(sessions, body.sessions);
    parallel = plus(parallel, body.parallel);
  }
  return { frames: 'branches', branches, fields: { steps: object(views) }, sessions, parallel };
}
