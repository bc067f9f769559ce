/** `--input name=value`: values of a workflow's inputs, read by the type that their schema gives. */
import type { Json, JsonObject } from '../schema/json.ts';

export type Inputs = { readonly inputs: JsonObject } | { readonly faults: readonly string[] };

/**
 * Fills in defaults and answers all faults at once. Text stays text where the schema says `string`; everything else is
 * read as JSON, so `3`, `true` and `["a"]` mean what they look like. Whether a value satisfies its schema is checked by
 * `check`, which says what is wrong or nothing. `complete: false` lets inputs be missing.
 */
export function readInputs(
  given: readonly string[],
  declared: Readonly<Record<string, JsonObject>>,
  check: (schema: JsonObject, value: Json) => string | undefined,
  { complete = true } = {},
): Inputs {
  const faults: string[] = [];
  const inputs: Record<string, Json> = {};
  for (const pair of given) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const schema = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (equals < 0) faults.push(`--input ${pair}: write --input ${name}=VALUE`);
    else if (schema === undefined) faults.push(`--input ${name}: no such input; ${listNames(declared)}`);
    else if (Object.hasOwn(inputs, name)) faults.push(`--input ${name}: given twice`);
    else {
      const value = readValue(pair.slice(equals + 1), schema);
      if (value === undefined) faults.push(`--input ${name}: not a value of type ${typeOf(schema)}`);
      else inputs[name] = value;
    }
  }
  for (const [name, schema] of Object.entries(declared)) {
    if (Object.hasOwn(inputs, name)) {
      const fault = check(schema, inputs[name]!);
      if (fault !== undefined) faults.push(`--input ${name}: ${fault}`);
    } else if (schema.default !== undefined) inputs[name] = schema.default;
    else if (complete && !faults.some((fault) => fault.startsWith(`--input ${name}:`))) {
      const description = typeof schema.description === 'string' ? ` (${schema.description})` : '';
      faults.push(`input ${name} is missing${description}: add --input ${name}=VALUE`);
    }
  }
  return faults.length > 0 ? { faults } : { inputs };
}

function readValue(text: string, schema: JsonObject): Json | undefined {
  if (schema.type === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    // Without a type, or with several, text that is no JSON is meant as text.
    const open = schema.type === undefined || (Array.isArray(schema.type) && schema.type.includes('string'));
    return open ? text : undefined;
  }
}

function typeOf(schema: JsonObject): string {
  return Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'any');
}

function listNames(declared: Readonly<Record<string, JsonObject>>): string {
  const names = Object.keys(declared);
  return names.length === 0
    ? 'this workflow has none'
    : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
}
