/** `--input name=value` on the command line. What a value must be is the workflow's matter: see `schema/inputs.ts`. */
import { checkInputs } from '../schema/inputs.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Problem } from '../schema/problem.ts';
import { InvalidInput } from './report-error.ts';

type Declared = Readonly<Record<string, JsonObject>>;

/** The texts by name. Throws `InvalidInput` on one that is not `name=value` or that is given twice. */
export function splitInputs(pairs: readonly string[]): Readonly<Record<string, string>> {
  const texts = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) throw new InvalidInput(`--input ${pair} is not NAME=VALUE`);
    if (texts.has(name)) throw new InvalidInput(`--input ${name} is given twice`);
    texts.set(name, value);
  }
  return Object.fromEntries(texts);
}

/** `complete: false` lets inputs be missing: a plan can be looked at before all is known. */
export function readInputs(
  pairs: readonly string[],
  declared: Declared,
  { complete }: { readonly complete: boolean },
): { readonly inputs: JsonObject } | { readonly problems: readonly Problem[] } {
  const given = splitInputs(pairs);
  const isKnown = ([name, schema]: [string, JsonObject]) => Object.hasOwn(given, name) || schema.default !== undefined;
  return checkInputs(complete ? declared : Object.fromEntries(Object.entries(declared).filter(isKnown)), given);
}
