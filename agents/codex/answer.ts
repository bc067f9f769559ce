/** How a structured answer is asked for, and taken out of what was said. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/**
 * Whether the model's service takes a schema as it is: it holds answers to one only where every object lists all of its
 * members and has no others, and refuses schemas with words beyond a few.
 */
export const isStrict = (schema: JsonObject): boolean => schema.type === 'object' && isStrictValue(schema);

const words = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'description',
  'title',
]);

function isStrictValue(schema: Json | undefined): boolean {
  if (!isJsonObject(schema) || !Object.keys(schema).every((word) => words.has(word))) return false;
  const { type, items, properties, required, additionalProperties } = schema;
  if (type === 'array') return isStrictValue(items);
  if (type !== 'object') return typeof type === 'string';
  if (!isJsonObject(properties) || !Array.isArray(required) || additionalProperties !== false) return false;
  const names = Object.keys(properties);
  return names.every((name) => required.includes(name)) && Object.values(properties).every(isStrictValue);
}

/** The value that a text is, and nothing where it is none. */
export function valueIn(text: string): { readonly output?: unknown } {
  try {
    const output: unknown = JSON.parse(text);
    return { output };
  } catch {
    return {};
  }
}
