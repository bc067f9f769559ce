/** The form of a question: its fields, and how what a person filled in is read. */
import type { Ask } from '../../engine/events.ts';
import { checkValue } from '../../schema/check/value.ts';
import { checkInputs } from '../../schema/inputs.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { type Fields, UnfitAct } from './unfit.ts';

/**
 * The fields of a form by name; `schema` is one of an object. Those that have to be filled in come first, as `required`
 * has them: a journal sorts properties, and keeps the order of a list.
 */
export function fieldsOf(schema: JsonObject): Record<string, JsonObject> {
  const fields = isJsonObject(schema.properties) ? schema.properties : {};
  const first = requiredOf(schema).filter((name) => Object.hasOwn(fields, name));
  const names = [...new Set([...first, ...Object.keys(fields)])];
  const entries = names.map((name) => [name, fields[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])));
}

/** The names of the fields that have to be filled in, in the order of their author. */
export const requiredOf = ({ required }: JsonObject): readonly string[] =>
  Array.isArray(required) ? required.map(String) : [];

/**
 * What was filled in, checked as the run will. Texts are read by the types of their fields.
 * @throws UnfitAct with what is wrong with each field
 */
export function readForm({ output = {} }: Pick<Ask, 'output'>, run: string, given: Fields): JsonObject {
  const schema = output as JsonObject;
  const fields = fieldsOf(schema);
  const required = requiredOf(schema);
  const wanted = Object.entries(fields).filter(
    ([name, field]) => required.includes(name) || Object.hasOwn(given, name) || field.default !== undefined,
  );
  const checked = checkInputs(Object.fromEntries(wanted), given);
  const found =
    'problems' in checked
      ? checked.problems.map(({ path, message }) => ({ path, message: message.replace('input', 'field') }))
      : checkValue(schema, checked.inputs, ['answer']);
  if (found.length === 0 && 'inputs' in checked) return checked.inputs;
  const problems = Object.fromEntries(found.map(({ path, message }) => [String(path[1] ?? ''), message]));
  const instead = { do: 'fill', run, fields: Object.keys(fields), problems } as const;
  throw new UnfitAct('invalid', found.map(({ message }) => message).join('; '), instead);
}
