/** A form on a terminal: one prompt a field, asked again until what was typed fits its schema. */
import { fieldsOf, requiredOf } from '../runs/acts/index.ts';
import { checkInputs } from '../schema/inputs.ts';
import type { Json, JsonObject } from '../schema/json.ts';
import { neutraliseLine } from './render/text.ts';

/** Undefined when the person leaves it. `schema` is one of an object. */
export async function fillForm(schema: JsonObject, signal: AbortSignal): Promise<JsonObject | undefined> {
  const { confirm, isCancel, select, text } = await import('@clack/prompts');
  const output = process.stderr;
  const required = requiredOf(schema);
  const answers: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fieldsOf(schema))) {
    const what = typeof field.description === 'string' ? `${name}: ${field.description}` : name;
    const message = neutraliseLine(what);
    const isRequired = required.includes(name) && field.default === undefined;
    const words = Array.isArray(field.enum) ? field.enum : undefined;
    const given = words
      ? await select({ message, options: words.map((word) => ({ value: word, label: String(word) })), output, signal })
      : field.type === 'boolean'
        ? await confirm({ message, initialValue: field.default === true, output, signal })
        : await text({
            message: isRequired ? message : `${message} (optional)`,
            ...(field.default !== undefined && { placeholder: String(field.default) }),
            validate: (typed) => (typed ? whyNot(name, field, typed) : isRequired ? 'It is needed.' : undefined),
            output,
            signal,
          });
    if (isCancel(given)) return undefined;
    const value = given === undefined || given === '' ? field.default : readField(name, field, given as Json);
    if (value !== undefined) answers[name] = value;
  }
  return answers;
}

const checkField = (name: string, field: JsonObject, given: Json) => checkInputs({ [name]: field }, { [name]: given });

function whyNot(name: string, field: JsonObject, typed: string): string | undefined {
  const checked = checkField(name, field, typed);
  return 'problems' in checked ? checked.problems[0]?.message : undefined;
}

function readField(name: string, field: JsonObject, given: Json): Json | undefined {
  const checked = checkField(name, field, given);
  return 'inputs' in checked ? checked.inputs[name] : given;
}
