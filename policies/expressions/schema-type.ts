/**
 * The type of what a JSON Schema describes. `properties` close an object even where the schema leaves it open: a
 * member that the schema does not name is more likely a typing error than an intention. `additionalProperties` with
 * a schema of its own, or with `true`, opens it.
 */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { BOOL, DOUBLE, DYN, INT, joinAll, listOf, MAP, NULL, STRING } from './relate.ts';
import type { Field, Type } from './types.ts';

/** Schemas come from users: past this depth everything is dyn. */
const MAX_DEPTH = 64;

export function typeOfSchema(schema: JsonObject): Type {
  return typeAt(schema, 0);
}

function typeAt(schema: Json | undefined, depth: number): Type {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return DYN;
  const at = (key: string) => (Object.hasOwn(schema, key) ? schema[key] : undefined);
  if (at('const') !== undefined) return typeOfValues([at('const') as Json]);
  const [values, choices] = [at('enum'), at('anyOf') ?? at('oneOf')];
  if (isArray(values)) return typeOfValues(values);
  if (isArray(choices)) return joinAll(choices.map((choice) => typeAt(choice, depth + 1)));
  switch (at('type') ?? impliedType(schema)) {
    case 'string':
      return STRING;
    case 'integer':
      return INT;
    case 'number':
      return DOUBLE;
    case 'boolean':
      return BOOL;
    case 'null':
      return NULL;
    case 'array':
      return listOf(typeAt(at('items'), depth + 1));
    case 'object':
      return objectType(at('properties'), at('required'), at('additionalProperties'), depth);
    default:
      return DYN;
  }
}

function impliedType(schema: JsonObject): string | undefined {
  if (Object.hasOwn(schema, 'properties')) return 'object';
  return Object.hasOwn(schema, 'items') ? 'array' : undefined;
}

function objectType(
  properties: Json | undefined,
  required: Json | undefined,
  rest: Json | undefined,
  depth: number,
): Type {
  if (!isJsonObject(properties)) {
    if (rest === false) return { kind: 'object', fields: {} };
    return isJsonObject(rest) ? { kind: 'map', of: typeAt(rest, depth + 1) } : MAP;
  }
  const names = isArray(required) ? required : [];
  const fields = Object.entries(properties).map(([name, schema]): [string, Field] => {
    const type = typeAt(schema, depth + 1);
    return [name, names.includes(name) ? { type } : { type, optional: true }];
  });
  const open = rest === true || isJsonObject(rest);
  return { kind: 'object', fields: Object.fromEntries(fields), ...(open && { rest: typeAt(rest, depth + 1) }) };
}

/** The type of an `enum` or `const`: strings close the set. */
function typeOfValues(values: readonly Json[]): Type {
  if (values.length > 0 && values.every((value) => typeof value === 'string')) return { kind: 'string', enum: values };
  if (values.every((value) => Number.isInteger(value))) return values.length > 0 ? INT : DYN;
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  if (kinds.size !== 1) return DYN;
  return kinds.has('number') ? DOUBLE : kinds.has('boolean') ? BOOL : kinds.has('null') ? NULL : DYN;
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
