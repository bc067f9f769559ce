/** Asks a workflow of the test specs whether a path reaches something without something. */
import { type Assertion, judgeAssertion } from '../../../engine/explore/index.ts';
import { pathText } from '../../../engine/explore/path.ts';
import { workflowOf } from '../spec.ts';

export const agent = (id: string, more: object = {}) => ({ id, agent: 'claude', prompt: 'Go.', ...more });
/** Without `on_lost` a person may let a lost `run` be, which is a way on of its own. */
export const run = (id: string, more: object = {}) => ({ id, run: ['true'], on_lost: 'fail', ...more });
export const approve = (id: string, more: object = {}) => ({ id, approve: 'Go?', ...more });
export const group = (id: string, steps: readonly object[], more: object = {}) => ({ id, steps, ...more });

/** `holds`, `undecided`, or the path that violates. */
export function ask(
  steps: readonly object[],
  targets: string | readonly string[],
  guards: string | readonly string[],
  maxStates?: number,
): string {
  const assertion: Assertion = { targets: [targets].flat(), guards: [guards].flat() };
  const judged = judgeAssertion(workflowOf(steps), assertion, maxStates);
  if ('unknown' in judged) throw new Error(JSON.stringify(judged.unknown));
  return judged.verdict === 'violated' ? pathText(judged.path, judged.reached) : judged.verdict;
}
