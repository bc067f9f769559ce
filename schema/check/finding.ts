/** What a check found, by its path; the loader gives it a place in a file. */
import type { Json } from '../json.ts';
import type { Path, Problem } from '../problem.ts';

export interface Finding extends Problem {
  /** The mark belongs under the key that ends the path, not under its value. */
  readonly atKey?: true;
  /** A text was wanted: what YAML made of it can be quoted. */
  readonly wantsText?: true;
}

/** How messages call the value at a path: its key, or its place in a list. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'this document';
  if (typeof last === 'string') return `\`${last}\``;
  const list = path.at(-2);
  if (list === 'steps' || list === 'on_error') return 'this step';
  return typeof list === 'string' ? `item ${last + 1} of \`${list}\`` : `item ${last + 1}`;
}

/** A value as messages show it, at most about 60 characters. */
export function show(value: Json): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : typeof value === 'object' && value !== null
        ? Array.isArray(value)
          ? 'a list'
          : 'a map'
        : String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};

/** What a type is called in messages. */
export const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

/** The JSON type of a value: a whole number is `integer`. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
