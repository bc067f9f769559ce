/** The values that a run is started with: defaults filled in, texts of a command line read by their type. */
import type { Finding } from './check/finding.ts';
import { show } from './check/finding.ts';
import { checkValue } from './check/value.ts';
import type { Json, JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import { helpFor } from './suggest.ts';

export type CheckedInputs = { readonly inputs: JsonObject } | { readonly problems: readonly Problem[] };

/** Every problem at once; its path is `['inputs', NAME, ...]`. `given` must be JSON, or texts. */
export function checkInputs(
  declared: Readonly<Record<string, JsonObject>> | undefined,
  given: Readonly<Record<string, unknown>>,
  /** Whether texts are as they were typed, or values that have their types already. */
  from: 'texts' | 'values' = 'texts',
): CheckedInputs {
  const schemas = declared ?? {};
  const problems: Finding[] = Object.keys(given).flatMap((name) =>
    Object.hasOwn(schemas, name) ? [] : [unknownInput(name, Object.keys(schemas))],
  );
  const inputs: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const own = Object.hasOwn(given, name) ? (given[name] as Json | undefined) : undefined;
    const value = own === undefined ? schema.default : from === 'texts' ? readText(own, schema) : own;
    if (value === undefined) problems.push(missing(name, schema));
    else {
      inputs[name] = value;
      problems.push(
        ...checkValue(schema, value, ['inputs', name]).map((found): Finding => ({ ...found, code: 'OMNI1052' })),
      );
    }
  }
  return problems.length > 0 ? { problems } : { inputs };
}

function unknownInput(name: string, known: readonly string[]): Finding {
  const help = known.length === 0 ? 'this workflow has no inputs' : helpFor(name, known);
  return {
    code: 'OMNI1050',
    path: ['inputs', name],
    message: `there is no input called ${show(name)}`,
    ...(help === undefined ? {} : { help }),
  };
}

function missing(name: string, { description }: JsonObject): Finding {
  const what = typeof description === 'string' ? ` (${description})` : '';
  return {
    code: 'OMNI1051',
    path: ['inputs', name],
    message: `the input \`${name}\` is missing${what}`,
    help: `--input ${name}=VALUE`,
  };
}

/**
 * A text stays one where the schema admits texts. Otherwise it is read as JSON, so `3`, `true` and `["a"]` mean what
 * they look like; what is no JSON stays a text, and the check says what is wrong with it.
 */
function readText(value: Json, schema: JsonObject): Json {
  if (typeof value !== 'string' || admitsText(schema)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function admitsText(schema: JsonObject): boolean {
  if (schema.type !== undefined) return [schema.type].flat().includes('string');
  if (Array.isArray(schema.enum)) return schema.enum.some((word: Json) => typeof word === 'string');
  return schema.const === undefined || typeof schema.const === 'string';
}
