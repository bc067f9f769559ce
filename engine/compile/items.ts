/** How long a list can be, where the schema that it comes from says so (`minItems`, `maxItems`). */
import type { Checked } from '../../policies/expressions/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Flow } from '../../schema/spec.ts';
import type { Place, Spread } from './context.ts';

export function itemBounds(spec: Flow, place: Place, text: string, checked: Checked): Pick<Spread, 'least' | 'most'> {
  if (Array.isArray(checked.literal)) return { least: checked.literal.length, most: checked.literal.length };
  const path = checked.reads.length === 1 ? checked.reads[0]?.path : undefined;
  const schema = path && schemaAt(spec, place, path);
  if (!path || schema?.type !== 'array') return { least: 0, most: undefined };
  const { minItems, maxItems } = schema;
  const made = text.replace(/^\s*\$\{\{\s*|\s*\}\}\s*$/g, '').replace(path.join('.'), '');
  return {
    least: made === '' && typeof minItems === 'number' ? minItems : 0,
    most: isNoLonger(made) && typeof maxItems === 'number' ? maxItems : undefined,
  };
}

/** What `filter` and `map` make of a list has at most as many items; whatever else is made of it may have more. */
const isNoLonger = (made: string): boolean => /^(\.(filter|map)\([^+?]*\))?$/.test(made) && !/\.split\(/.test(made);

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
