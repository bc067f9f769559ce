/** The inputs of a policy: what `with` gives, with defaults filled in, and what does not fit told where it is used. */
import { checkSchemaDocument } from '../check/document.ts';
import { type Finding, show } from '../check/finding.ts';
import { checkInputs } from '../inputs.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { helpFor } from '../suggest.ts';
import type { Mention } from './files.ts';
import { valueAt } from './mentions.ts';

export type Schemas = Readonly<Record<string, JsonObject>>;

/** Undefined where something is wrong with them, which is told where they stand. */
export function soundSchemas(inputs: Json = {}): Schemas | undefined {
  if (!isJsonObject(inputs)) return undefined;
  const sound: Record<string, JsonObject> = {};
  for (const [name, schema] of Object.entries(inputs)) {
    if (!isJsonObject(schema) || checkSchemaDocument(schema).length > 0) return undefined;
    sound[name] = schema;
  }
  return sound;
}

/** The value of each input that has one. `mention`: the policy as it is used, or as it is written in its place. */
export function inputsOf(
  schemas: Schemas,
  given: JsonObject,
  mention: Mention,
): { readonly values: JsonObject; readonly findings: readonly Finding[] } {
  const templates = Object.keys(given).filter((name) => JSON.stringify(given[name]).includes('${{'));
  const checked = checkInputs(schemas, given, 'values');
  if (templates.length === 0 && 'inputs' in checked) return { values: checked.inputs, findings: [] };
  const problems = 'problems' in checked ? checked.problems : [];
  return {
    values: {},
    findings: [
      ...templates.map((name) => noTemplate(name, mention)),
      ...problems
        .filter(({ path }) => !templates.includes(String(path[1])))
        .map((problem) => findingOf(problem, schemas, given, mention)),
    ],
  };
}

/** `problem` as `checkInputs` tells it: its path is `['inputs', NAME, ...]`. */
function findingOf(problem: Finding, schemas: Schemas, given: JsonObject, mention: Mention): Finding {
  const [, element = '', ...rest] = problem.path;
  const name = String(element);
  const { help: _, ...plain } = problem;
  const path = [...mention.path, 'with', name];
  if (!Object.hasOwn(schemas, name)) {
    const known = Object.keys(schemas);
    const help = known.length === 0 ? 'this policy has no inputs' : helpFor(name, known);
    const message = `the policy has no input called ${show(name)}`;
    return { code: 'OMNI4006', path, atKey: true, message, ...(help === undefined ? {} : { help }) };
  }
  if (Object.hasOwn(given, name)) return { ...plain, code: 'OMNI4006', path: [...path, ...rest] };
  return missing(name, schemas[name]!, mention);
}

function missing(name: string, { description }: JsonObject, mention: Mention): Finding {
  const uses = { ...mention, path: [...mention.path, 'uses'] };
  const what = typeof description === 'string' ? ` (${description})` : '';
  const message = `the input \`${name}\` of this policy has no value${what}`;
  if (valueAt(uses) !== undefined)
    return { code: 'OMNI4006', path: uses.path, message, help: `give it one: \`with: { ${name}: … }\`` };
  return {
    code: 'OMNI4006',
    path: [...mention.path, 'inputs', name],
    atKey: true,
    message,
    help: 'a policy that is written where it stands is given no inputs: say a `default`',
  };
}

const noTemplate = (name: string, { path }: Mention): Finding => ({
  code: 'OMNI4006',
  path: [...path, 'with', name],
  message: `\`${name}\` holds a \`\${{ }}\`, and a policy is the same for the whole run`,
  help: 'give it a value',
});
