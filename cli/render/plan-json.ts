/** A plan for machines. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PlanOptions } from './plan.ts';
import { planSteps, reviewsOf } from './plan-steps.ts';

export function describePlan(
  workflow: Workflow,
  { file, inputs, origin }: Pick<PlanOptions, 'file' | 'origin'> & { readonly inputs: JsonObject },
): object {
  const agents = Object.entries(workflow.agents).map(([name, { harness, model }]) => ({
    name,
    harness,
    model,
    vendor: workflow.vendors[name],
    origin: {
      harness: origin(['agents', name, 'harness']),
      model: model === undefined ? undefined : origin(['agents', name, 'model']),
    },
  }));
  return {
    workflow: workflow.name,
    file,
    inputs,
    agents,
    steps: planSteps(workflow, inputs),
    reviews: reviewsOf(workflow),
    bounds: workflow.bounds,
  };
}
