/**
 * How a value leaves an expression: as JSON, or as text inside a string. Ints become numbers, timestamps and
 * durations strings, an optional what it holds. What is JSON already is passed on uncopied.
 */
import { stringify } from 'yaml';
import type { Json } from '../../schema/json.ts';
import { type Budget, charge, chargeString } from './budget.ts';
import { EvaluationFault } from './fault.ts';
import { formatDuration, formatTimestamp } from './time.ts';
import { type Duration, kindOf, type Optional, type Value } from './values.ts';

/** The deepest value that may leave. */
const MAX_DEPTH = 200;
/** What a value that leaves costs: it may have to be made anew, and kept. */
const STEPS_OF_A_VALUE = 4;

/** The JSON of a value; undefined for an optional that is none, also inside a map, where the member goes away. */
export function toJson(value: Value, budget: Budget, depth = 0): Json | undefined {
  charge(budget, STEPS_OF_A_VALUE);
  if (depth > MAX_DEPTH) throw new EvaluationFault(`this value is nested more than ${MAX_DEPTH} deep`);
  switch (kindOf(value)) {
    case 'int':
      return toNumber(value as bigint);
    case 'double':
      if (!Number.isFinite(value)) throw new EvaluationFault(`${String(value)} is not a number that JSON can hold`);
      return value as number;
    case 'string':
      chargeString(budget, (value as string).length);
      return value as string;
    case 'timestamp':
      return formatTimestamp(value as Date);
    case 'duration':
      return formatDuration(value as Duration);
    case 'optional': {
      const held = (value as Optional).value;
      return held === undefined ? undefined : toJson(held, budget, depth + 1);
    }
    case 'list':
      return listToJson(value as readonly Value[], budget, depth);
    case 'map':
      return mapToJson(value as Record<string, Value>, budget, depth);
    default:
      return value as Json;
  }
}

function toNumber(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new EvaluationFault(`${value} is too large for a JSON number; string() keeps every digit`);
}

function listToJson(list: readonly Value[], budget: Budget, depth: number): Json {
  const items = list.map((item) => toJson(item, budget, depth + 1) ?? null);
  return items.every((item, index) => item === list[index]) ? (list as Json) : items;
}

function mapToJson(map: Record<string, Value>, budget: Budget, depth: number): Json {
  const keys = Object.keys(map);
  const entries: [string, Json][] = [];
  let same = true;
  for (const key of keys) {
    // A member that JavaScript left undefined is absent in JSON.
    const before = map[key];
    const after = before === undefined ? undefined : toJson(before, budget, depth + 1);
    if (after !== before) same = false;
    if (after !== undefined) entries.push([key, after]);
  }
  return same && entries.length === keys.length ? (map as Json) : Object.fromEntries(entries);
}

/** A value inside a string: null and none are empty, numbers are as in JSON, lists and maps are YAML. */
export function toText(value: Json | undefined, budget: Budget): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  charge(budget, STEPS_OF_A_LINE * countLines(value));
  // In order of keys: the journal keeps no other, and a value must read the same before a resume and after it.
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true }).trimEnd();
}

/** What printing one value as YAML costs: much more than walking over it. */
const STEPS_OF_A_LINE = 20;

function countLines(value: Json): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((lines: number, item: Json) => lines + countLines(item), 1);
}
