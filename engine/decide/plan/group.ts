/** Compounds: the lists of a foreach are evaluated once, when it starts, and stand on its event. */

import type { GroupStep } from '../../../schema/steps/index.ts';
import { defaultParallel } from '../../compile/kinds/group.ts';
import { evaluate } from '../../values.ts';
import type { Site } from '../context.ts';
import { type Planned, renderCount } from './planned.ts';

/** More than anybody wants, and few enough that planning them stays an instant. */
const maxItems = 100_000;

export function planGroup(site: Site): Planned {
  const spec = site.step.spec as GroupStep;
  if (spec.foreach) return planForeach(site, spec, spec.foreach);
  if (spec.until === undefined) return { plan: {} };
  const max = renderCount(site, 'max', spec.max, 1);
  return 'fault' in max ? max : { plan: { max: max.count } };
}

function planForeach(site: Site, spec: GroupStep, foreach: NonNullable<GroupStep['foreach']>): Planned {
  const lists: Record<string, readonly unknown[]> = {};
  let total = 1;
  for (const [name, given] of Object.entries(foreach)) {
    const expr = site.step.exprs[`foreach.${name}`];
    const evaluation = expr ? evaluate(site.workflow, site.state, site.frame, expr) : { value: given };
    if ('fault' in evaluation) return { fault: `foreach.${name}: ${evaluation.fault}` };
    if (!Array.isArray(evaluation.value)) return { fault: `foreach.${name}: it is not a list` };
    lists[name] = evaluation.value;
    total *= evaluation.value.length;
  }
  if (total > maxItems) return { fault: `foreach: ${total} items are more than ${maxItems}` };
  const parallel = renderCount(site, 'max_parallel', spec.max_parallel, defaultParallel);
  return 'fault' in parallel ? parallel : { plan: { lists, max_parallel: parallel.count } as never };
}
