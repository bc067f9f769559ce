/**
 * Facts: what a rule read when it matched, for the journal and for people. Long values are cut, and say so; each is at
 * most about 2 KiB.
 */
import type { Json } from '../schema/json.ts';
import { EvaluationFault } from './expressions/fault.ts';
import { formatTimestamp } from './expressions/time.ts';

const MAX_ELEMENTS = 20;
const MAX_TEXT = 500;
const MAX_DEPTH = 6;
const MAX_LENGTH = 2048;
/** Values that one fact looks at: lists in lists are cut by it before they are large. */
const MAX_VALUES = 400;

/** The facts at some paths, by their names as the expression has them. Never throws. */
export function readFacts(
  values: Readonly<Record<string, unknown>>,
  paths: readonly (readonly string[])[],
): Record<string, Json> {
  const facts: [string, Json][] = [];
  for (const path of paths) {
    const fact = readFact(values, path);
    if (fact !== undefined) facts.push([path.join('.'), fact]);
  }
  return Object.fromEntries(facts);
}

/** Undefined: it is not there, and nobody minds. */
function readFact(values: unknown, path: readonly string[]): Json | undefined {
  try {
    let value = values;
    for (const name of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value === undefined ? undefined : short(value);
  } catch (error) {
    return { unknown: cutText(error instanceof EvaluationFault ? error.message : 'it cannot be read') };
  }
}

function short(value: unknown): Json {
  const fact = cut(value, { left: MAX_VALUES }, 0);
  if (typeof fact !== 'object') return fact;
  const text = JSON.stringify(fact);
  return text.length <= MAX_LENGTH ? fact : cutText(text, MAX_LENGTH - 100);
}

function cut(value: unknown, values: { left: number }, depth: number): Json {
  if (values.left-- <= 0) return '…';
  switch (typeof value) {
    case 'string':
      return cutText(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      if (value instanceof Date) return formatTimestamp(value);
      if (depth >= MAX_DEPTH) return '…';
      return Array.isArray(value) ? cutList(value, values, depth) : cutMap(value, values, depth);
    default:
      return `a ${typeof value}`;
  }
}

function cutList(list: readonly unknown[], values: { left: number }, depth: number): Json {
  const items = list.slice(0, MAX_ELEMENTS).map((item) => cut(item, values, depth + 1));
  const more = list.length - items.length;
  return more > 0 ? [...items, `… and ${more.toLocaleString('en')} more`] : items;
}

function cutMap(map: object, values: { left: number }, depth: number): Json {
  const names = Object.keys(map);
  const entries = names.slice(0, MAX_ELEMENTS).map((name): [string, Json] => [cutText(name), member(map, name)]);
  const more = names.length - entries.length;
  if (more > 0) entries.push(['…', `and ${more.toLocaleString('en')} more`]);
  return Object.fromEntries(entries);

  function member(from: object, name: string): Json {
    try {
      return cut((from as Record<string, unknown>)[name], values, depth + 1);
    } catch (error) {
      if (error instanceof EvaluationFault) return { unknown: cutText(error.message) };
      throw error;
    }
  }
}

/** A text of at most about so many characters, with a mark where it was cut; never through the middle of a character. */
export function cutText(text: string, length = MAX_TEXT): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}… (${text.length.toLocaleString('en')} characters)`;
}
