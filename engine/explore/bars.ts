/**
 * Conditions that cannot be true before a guard has passed. Conditions are not evaluated here, both ways are possible;
 * except that `steps.GUARD.status == 'done'` is false for as long as the guard has not been done.
 */
import { demandsOf } from '../../policies/expressions/index.ts';
import type { Expr, Step, Workflow } from '../compile/workflow.ts';
import { branchesOf } from './branches.ts';

/** The body and the step that a body belongs to. */
export type Parents = ReadonlyMap<string, { readonly body: string; readonly step: Step }>;

export function parentsOf({ bodies }: Workflow): Parents {
  const parents = new Map<string, { body: string; step: Step }>();
  for (const { key, steps } of Object.values(bodies)) {
    for (const step of Object.values(steps)) {
      for (const body of branchesOf(step).bodies) parents.set(body, { body: key, step });
    }
  }
  return parents;
}

/** Whether `condition`, judged within `body`, is false as long as no guard has been done. */
export function isBarred(
  { bodies }: Workflow,
  parents: Parents,
  guards: ReadonlySet<string>,
  body: string,
  condition: Expr | undefined,
): boolean {
  if (condition === undefined) return false;
  return demandsOf(condition.text).some(({ path: [root, id, member, ...more], equals }) => {
    if (root !== 'steps' || member !== 'status' || more.length > 0 || equals !== 'done') return false;
    const meant = inSight(bodies, parents, body, id!);
    // A step whose failure was handled has the status `done` as well.
    return meant.length > 0 && meant.every(({ key, onError }) => guards.has(key) && onError !== 'handle');
  });
}

/** The steps of this id in a body and those around it; which of them is meant depends on what has run. */
function inSight(bodies: Workflow['bodies'], parents: Parents, body: string, id: string): readonly Step[] {
  const found: Step[] = [];
  for (let at: string | undefined = body; at !== undefined; at = parents.get(at)?.body) {
    const steps = bodies[at]?.steps ?? {};
    if (Object.hasOwn(steps, id)) found.push(steps[id]!);
  }
  return found;
}
