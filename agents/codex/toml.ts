/** JSON as TOML: what stands at the top a line each, the rest in line. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

export const toToml = (table: JsonObject): string =>
  Object.entries(table)
    .map(([name, value]) => `${quote(name)} = ${inline(value)}\n`)
    .join('');

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isJsonObject(value)) {
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${quote(name)} = ${inline(member)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

/** TOML's basic strings are JSON's, but for one control character. */
const quote = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
