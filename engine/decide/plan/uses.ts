/** `uses`: the inputs of the other workflow, checked against its schemas before any of its steps is entered. */
import { checkInputs } from '../../../schema/inputs.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { UsesStep } from '../../../schema/steps/index.ts';
import { evaluate } from '../../values.ts';
import { failedWith, type Site } from '../context.ts';
import type { Planned } from './planned.ts';

export function planUses(site: Site): Planned {
  const { uses, with: given = {} } = site.step.spec as UsesStep;
  const { workflow, state, frame } = site;
  const values: Record<string, unknown> = {};
  for (const [name, literal] of Object.entries(given)) {
    const expr = site.step.exprs[`with.${name}`];
    const evaluation = expr ? evaluate(workflow, state, frame, expr) : { value: literal };
    if ('fault' in evaluation) return { fault: `with.${name}: ${evaluation.fault}` };
    if (evaluation.value !== undefined) values[name] = evaluation.value;
  }
  const checked = checkInputs(workflow.spec.workflows?.[uses]?.workflow.inputs, values, 'values');
  if ('inputs' in checked) return { plan: { inputs: checked.inputs as JsonObject } };
  return { fails: failedWith('failed', checked.problems.map(({ message }) => message).join('; ')) };
}
