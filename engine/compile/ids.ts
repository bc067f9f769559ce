/** The ids of a body's steps: expressions, frames and machines know a step by its id, so each has one. */
import { kindOf, type StepSpec } from '../../schema/steps/index.ts';

/** Steps without an id get one from their kind and position; a chosen id always wins. */
export function idsOf(specs: readonly StepSpec[]): string[] {
  const taken = new Set(specs.flatMap((spec) => spec.id ?? []));
  return specs.map((spec, index) => {
    if (spec.id !== undefined) return spec.id;
    let id = `${kindOf(spec)}_${index + 1}`;
    while (taken.has(id)) id = `${id}_`;
    taken.add(id);
    return id;
  });
}
