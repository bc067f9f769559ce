/**
 * `--input name=value` on the command line, `--inputs FILE` for what is long, has types, or is nobody's business: an argv
 * can be read by every process. What a value must be is the workflow's matter: see `schema/inputs.ts`.
 */
import { readFileSync } from 'node:fs';
import { checkInputs } from '../schema/inputs.ts';
import { isJsonObject, type JsonObject } from '../schema/json.ts';
import type { Problem } from '../schema/problem.ts';
import { look, maxDocumentBytes } from './places.ts';
import { InvalidInput, reasonOf } from './report-error.ts';

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

/** What a file of JSON gives, by name; of `-` the standard input. @throws InvalidInput */
export async function readInputsFile(file: string): Promise<JsonObject> {
  const value = parse(await readText(file), file);
  if (!isJsonObject(value)) throw new InvalidInput(`--inputs ${file}: it has to be an object of JSON`);
  return value;
}

/** `complete: false` lets inputs be missing: a plan can be looked at before all is known. */
export async function readInputs(
  { input, inputs }: { readonly input: readonly string[]; readonly inputs?: string },
  declared: Declared,
  { complete }: { readonly complete: boolean },
): Promise<{ readonly inputs: JsonObject } | { readonly problems: readonly Problem[] }> {
  // What was typed counts more than what stands in a file.
  const given = { ...(inputs === undefined ? {} : await readInputsFile(inputs)), ...splitInputs(input) };
  const isKnown = ([name, schema]: [string, JsonObject]) => Object.hasOwn(given, name) || schema.default !== undefined;
  return checkInputs(complete ? declared : Object.fromEntries(Object.entries(declared).filter(isKnown)), given);
}

async function readText(file: string): Promise<string> {
  if (file === '-') return readStdin();
  const kind = look(file);
  if (kind === undefined) throw new InvalidInput(`--inputs: there is no file ${file}`);
  if (!kind.isFile()) throw new InvalidInput(`--inputs: ${file} is not a regular file`);
  if (kind.size > maxDocumentBytes) throw tooLarge(file);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(`--inputs: ${file} cannot be read: ${reasonOf(error)}`);
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > maxDocumentBytes) throw tooLarge('-');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString();
}

const tooLarge = (file: string): InvalidInput =>
  new InvalidInput(`--inputs ${file}: inputs may have ${maxDocumentBytes} bytes`);

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without what the parser says: it quotes the text.
    throw new InvalidInput(`--inputs ${file}: it is no JSON`);
  }
}
