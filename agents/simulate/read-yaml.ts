/**
 * Readers of YAML nodes: each takes a node and gives the value it stands for, or notes what is wrong at the node's
 * own place and gives nothing. They are composed into the shape of a file, so that every mistake of a file is found
 * in one pass and the type of the result follows from the shape.
 */
import { closest, distance } from 'fastest-levenshtein';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Json } from '../../schema/json.ts';

/** Notes a mistake at a node; `help` says what would be right. */
export type Note = (node: Node | null, message: string, help?: string) => void;
/** `undefined` is never a value: it means that a mistake was noted. */
export type Reader<T> = (node: Node | null, note: Note) => T | undefined;

type Fields = Readonly<Record<string, Reader<unknown>>>;
type ValueOf<R> = R extends Reader<infer T> ? T : never;
type Read<F extends Fields, R extends keyof F> = { readonly [K in R]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, R>]?: ValueOf<F[K]>;
};

const scalar = <T>(what: string, accept: (value: unknown) => value is T): Reader<T> => {
  return (node, note) => {
    if (isScalar(node) && accept(node.value)) return node.value;
    note(node, `Expected ${what}.`);
    return undefined;
  };
};

export const text = scalar('a string', (value): value is string => typeof value === 'string');

export const wholeNumber = (minimum: number): Reader<number> =>
  scalar(
    `a whole number from ${minimum}`,
    (value): value is number => Number.isSafeInteger(value) && (value as number) >= minimum,
  );

export const amount = scalar(
  'a number from 0',
  (value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);

export const oneOf = <const T extends string>(...words: readonly T[]): Reader<T> =>
  scalar(`one of ${words.join(', ')}`, (value): value is T => words.includes(value as T));

/** Takes what another reader gives further, or notes what is wrong with it. */
export const refine = <T, U>(reader: Reader<T>, what: string, further: (value: T) => U | undefined): Reader<U> => {
  return (node, note) => {
    const value = reader(node, note);
    if (value === undefined) return undefined;
    const refined = further(value);
    if (refined === undefined) note(node, `Expected ${what}.`);
    return refined;
  };
};

export const listOf = <T>(item: Reader<T>): Reader<readonly T[]> => {
  return (node, note) => {
    if (!isSeq(node)) {
      note(node, 'Expected a list.');
      return undefined;
    }
    const values = node.items.map((entry) => item(entry as Node, note));
    return values.includes(undefined) ? undefined : (values as T[]);
  };
};

/** A map of known keys. Unknown ones are mistakes, with the nearest known one as a guess. */
export const mapOf = <F extends Fields, R extends keyof F & string = never>(
  fields: F,
  ...required: readonly R[]
): Reader<Read<F, R>> => {
  return (node, note) => {
    const entries = entriesOf(node, note);
    if (entries === undefined) return undefined;
    const values: Record<string, unknown> = {};
    let sound = true;
    for (const { key, keyNode, value } of entries) {
      const reader = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (reader === undefined) note(keyNode, `Unknown key '${brief(key)}'.`, guess(brief(key), Object.keys(fields)));
      else values[key] = reader(value, note);
      sound &&= values[key] !== undefined;
    }
    for (const key of required) {
      if (Object.hasOwn(values, key)) continue;
      note(node, `The key '${key}' is missing.`);
      sound = false;
    }
    return sound ? (values as Read<F, R>) : undefined;
  };
};

/** A map whose keys are the writer's own. */
export const namedOf = <T>(isName: (key: string) => boolean, item: Reader<T>): Reader<ReadonlyMap<string, T>> => {
  return (node, note) => {
    const entries = entriesOf(node, note);
    if (entries === undefined) return undefined;
    const values = new Map<string, T>();
    for (const { key, keyNode, value } of entries) {
      if (!isName(key)) note(keyNode, `'${brief(key)}' is neither an agent's name nor a step's address.`, addressHelp);
      const read = item(value, note);
      if (read !== undefined) values.set(key, read);
    }
    return values;
  };
};
const addressHelp = 'Names look like claude, addresses like plan, build[0].write or build.write.';

/** Whatever JSON can hold. */
export const json: Reader<Json> = (node, note) => {
  if (node === null) return null;
  if (isScalar(node)) {
    const { value } = node;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    note(node, 'Expected a value that JSON can hold.');
    return undefined;
  }
  if (isSeq(node)) return listOf(json)(node, note);
  const entries = entriesOf(node, note) ?? [];
  return Object.fromEntries(entries.map(({ key, value }) => [key, json(value, note) ?? null]));
};

interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | null;
}

/** The entries of a map. A mistake is noted, and nothing given, where the node is something else. */
function entriesOf(node: Node | null, note: Note): readonly Entry[] | undefined {
  if (!isMap(node)) {
    note(node, isAlias(node) ? 'Aliases have no place in a simulation.' : 'Expected a map.');
    return undefined;
  }
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const { key: keyNode, value } of node.items as Pair<Node, Node | null>[]) {
    if (!isScalar(keyNode)) {
      note(keyNode, 'Expected a plain key.');
      continue;
    }
    const key = String(keyNode.value);
    if (seen.has(key)) note(keyNode, `The key '${brief(key)}' stands here twice.`);
    else entries.push({ key, keyNode, value });
    seen.add(key);
  }
  return entries;
}

/** A key as messages quote it. */
const brief = (key: string): string => (key.length <= 60 ? key : `${key.slice(0, 60)}…`);

/** `Did you mean 'x'?`, where a known word is near enough to be meant. */
function guess(word: string, known: readonly string[]): string {
  const nearest = closest(word, known as string[]);
  const isNear = distance(word, nearest) <= Math.max(1, Math.floor(nearest.length / 3));
  return isNear ? `Did you mean '${nearest}'?` : `Known here: ${known.join(', ')}.`;
}
