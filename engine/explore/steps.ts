/** The steps of a workflow by the names that people give them: an address, an id, or a kind. */
import { helpFor } from '../../schema/suggest.ts';
import { handlerOf, rootBody, type Step, type Workflow } from '../compile/workflow.ts';
import { branchesOf } from './branches.ts';

/** `build.write`: the ids from the outermost body, as runs and messages write them. */
export const addressOf = ({ key }: Step): string => key.replaceAll('/', '.');

/** Every step in the order of the text, those of a compound below it, then those that handle its failure. */
export function allSteps({ bodies }: Workflow): readonly Step[] {
  const below = (body: string): readonly Step[] =>
    bodies[body]!.order.flatMap((id) => {
      const { steps } = bodies[body]!;
      const handler = steps[handlerOf(id)];
      return [steps[id]!, ...(handler ? [handler] : [])].flatMap((step) => [
        step,
        ...branchesOf(step).bodies.flatMap(below),
      ]);
    });
  return below(rootBody);
}

/**
 * The steps that `name` means, in the reading that asserts more where there are several. A target is every step of
 * that address, id or kind. A guard is the step of that address; if there is none, those of that id; else of that kind.
 */
export function stepsNamed(workflow: Workflow, name: string, role: 'target' | 'guard'): readonly Step[] {
  const steps = allSteps(workflow);
  const readings = [
    steps.filter((step) => addressOf(step) === name),
    steps.filter((step) => addressOf(step).endsWith(`.${name}`)),
    steps.filter(({ kind, handles }) => kind === name && handles === undefined),
  ];
  if (role === 'guard') return readings.find((found) => found.length > 0) ?? [];
  const found = new Set(readings.flat());
  return steps.filter((step) => found.has(step));
}

/** What helps somebody who wrote a name that no step has. */
export function helpForName(workflow: Workflow, name: string): string | undefined {
  const steps = allSteps(workflow);
  const names = steps.flatMap((step) => [addressOf(step), step.id, step.kind]);
  return helpFor(name, [...new Set(names)]);
}
