/** How long a list can be at most, where the schema that it comes from says so (`maxItems`). */
import type { Checked } from '../../policies/expressions/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Flow } from '../../schema/spec.ts';
import type { Bound, Place } from './context.ts';

export function itemBound(spec: Flow, place: Place, checked: Checked): Bound {
  if (Array.isArray(checked.literal)) return checked.literal.length;
  const path = checked.reads.length === 1 ? checked.reads[0]?.path : undefined;
  if (!path) return undefined;
  const schema = schemaAt(spec, place, path);
  const maximum = schema?.maxItems;
  return schema?.type === 'array' && typeof maximum === 'number' ? maximum : undefined;
}

function schemaAt(spec: Flow, place: Place, path: readonly string[]): JsonObject | undefined {
  const [root, name, member, ...rest] = path;
  if (root === 'inputs' && name !== undefined) {
    return descend(spec.workflow.inputs?.[name], member === undefined ? [] : [member, ...rest]);
  }
  const step = place.before.find(({ id }) => id === name);
  if (root !== 'steps' || member !== 'output' || !step || !('output' in step.spec)) return undefined;
  return descend(step.spec.output, rest);
}

function descend(schema: JsonObject | undefined, path: readonly string[]): JsonObject | undefined {
  let at: JsonObject | undefined = schema;
  for (const name of path) at = (at?.properties as Record<string, JsonObject> | undefined)?.[name];
  return at;
}
