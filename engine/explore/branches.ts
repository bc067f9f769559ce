/** What a compound opens below it, as far as paths are concerned. */
import type { GroupStep } from '../../schema/steps/index.ts';
import type { Step } from '../compile/workflow.ts';

export interface Branches {
  /** Each is entered knowing only what happened before the step: what happens in one is not known in another. */
  readonly bodies: readonly string[];
  /** So many of them are done when the step is. */
  readonly needs: number;
}

/**
 * The items of a `foreach` and the rounds of an `until` are one branch: a path that one item can take is a path of the
 * workflow, whatever the others do.
 */
export function branchesOf({ child, branches, spec }: Step): Branches {
  if (child !== undefined) return { bodies: [child], needs: 1 };
  const bodies = Object.values(branches ?? {});
  const { parallel = 'all' } = spec as GroupStep;
  return { bodies, needs: parallel === 'all' ? bodies.length : parallel === 'any' ? 1 : parallel };
}

/** Whether there can be an attempt of it that opens none of its branches, and one that opens some. */
export const mayBeEmpty = ({ spread }: Step): boolean => spread?.least === 0;
export const mayBeEntered = ({ spread }: Step): boolean => spread?.most !== 0;
