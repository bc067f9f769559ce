/** A plan for machines. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { assertionsOf, assertionText } from '../../engine/explore/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PlanOptions } from './plan.ts';
import { agentValues } from './plan-agents.ts';
import { describeBounds } from './plan-bounds.ts';
import { describePolicy, planPolicies } from './plan-policies.ts';
import { pairingsOf, pairingText, planSteps } from './plan-steps.ts';

export function describePlan(
  workflow: Workflow,
  { file, inputs, origin }: Pick<PlanOptions, 'file' | 'origin'> & { readonly inputs: JsonObject },
): object {
  const values = agentValues(workflow, origin);
  const agents = Object.entries(workflow.agents).map(([name, { harness, model }]) => {
    const own = values.filter(({ agent }) => agent === name);
    return {
      name,
      harness,
      model,
      vendor: workflow.vendors[name],
      values: Object.fromEntries(own.map(({ key, value }) => [key, value])),
      origin: Object.fromEntries(own.flatMap(({ key, origin: at }) => (at === undefined ? [] : [[key, at]]))),
    };
  });
  const pairings = pairingsOf(workflow);
  return {
    workflow: workflow.name,
    file,
    inputs,
    agents,
    steps: planSteps(workflow, inputs),
    policies: planPolicies(workflow, origin).map(describePolicy),
    reviews: pairings.map(pairingText),
    pairings,
    asserted: assertionsOf(workflow).map(assertionText),
    bounds: describeBounds(workflow),
  };
}
