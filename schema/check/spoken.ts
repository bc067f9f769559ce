/** Harnesses that speak to one vendor, and models of another: such an agent would fail at its first turn. */
import type { AgentSpec } from '../agent.ts';
import { vendorCatalogue } from '../generated/vendors.ts';
import type { Path, Problem } from '../problem.ts';
import type { Spec } from '../spec.ts';
import { vendorOfModel } from '../vendors.ts';

/** Of every agent of a spec. A gateway may have any model, and so may whoever plays a script. */
export function checkSpoken({ agents, workflows = {} }: Spec): Problem[] {
  const flows = Object.entries(workflows).map(([key, flow]) => [flow.agents, ['workflows', key, 'agents']] as const);
  return [[agents, ['agents']] as const, ...flows].flatMap(([own, at]) =>
    Object.entries(own).flatMap(([name, agent]) => checkOne(agent, [...at, name])),
  );
}

function checkOne({ harness, model, vendor, base_url: gateway }: AgentSpec, path: Path): Problem[] {
  if (gateway !== undefined || !Object.hasOwn(vendorCatalogue.harnesses, harness)) return [];
  const spoken = vendorCatalogue.harnesses[harness]!;
  const made = vendor?.toLowerCase() ?? (model === undefined ? undefined : vendorOfModel(model));
  if (made === undefined || made === spoken) return [];
  const [key, what] = vendor === undefined ? ['model', `\`${model}\` is a model of`] : ['vendor', 'the `vendor` is'];
  return [
    {
      code: 'OMNI3016',
      path: [...path, key],
      message: `${what} ${made}, and the harness ${harness} speaks to ${spoken} only`,
      help: `name a model of ${spoken}; or an alias that has one for each harness (\`models\` of omni.yaml); or a gateway that has this one (\`base_url\`); or another harness`,
    },
  ];
}
