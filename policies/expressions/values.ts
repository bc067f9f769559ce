/**
 * Values at run time. Those of a scope are plain JSON and are never copied: JSON numbers are doubles, an int of CEL
 * is a bigint until it leaves (`leave.ts`), a timestamp is a Date. Only own enumerable members count, so that
 * `constructor` or `__proto__` are keys like any other, and nothing of a prototype can be reached.
 */
import { type Budget, charge, chargeString } from './budget.ts';
import { EvaluationFault } from './fault.ts';
import type { Type } from './types.ts';

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Duration
  | Optional
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A length of time, in milliseconds (a fraction goes down to nanoseconds). */
export class Duration {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/** A value, or none. */
export class Optional {
  static readonly none = new Optional(undefined);
  readonly value: Value | undefined;

  constructor(value: Value | undefined) {
    this.value = value;
  }
}

export type ValueKind = Exclude<Type['kind'], 'object' | 'dyn'>;

/** The kind of a value; a fault for what is none of ours (a function, a symbol, undefined). */
export function kindOf(value: Value): ValueKind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'double';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'list';
      if (value instanceof Date) return 'timestamp';
      if (value instanceof Duration) return 'duration';
      if (value instanceof Optional) return 'optional';
      return 'map';
    default:
      throw new EvaluationFault(`a ${typeof value} is not a value of this language`);
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is { readonly [key: string]: Value } {
  return kindOf(value) === 'map';
}

export function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A member of a map; undefined when it has none of that name. */
export function memberOf(map: { readonly [key: string]: Value }, name: string): Value | undefined {
  const value = map[name];
  return value !== undefined && Object.hasOwn(map, name) ? value : undefined;
}

/** An element of a list; undefined when there is none. The index may be an int, or a double that is whole. */
export function elementOf(list: readonly Value[], index: Value): Value | undefined {
  return isNumber(index) ? list[Number(index)] : undefined;
}

/** Equality of CEL: deep, across int and double, and false between kinds. */
export function equal(left: Value, right: Value, budget: Budget): boolean {
  if (isNumber(left)) return isNumber(right) && left >= right && left <= right;
  if (typeof left === 'string') {
    if (typeof right !== 'string' || left.length !== right.length) return false;
    chargeString(budget, left.length);
    return left === right;
  }
  charge(budget, 1);
  if (left === null || typeof left !== 'object') return left === right;
  if (right === null || typeof right !== 'object') return false;
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return false;
  if (left instanceof Date) return left.getTime() === (right as Date).getTime();
  if (left instanceof Duration) return left.ms === (right as Duration).ms;
  if (left instanceof Optional) return equalOptionals(left, right as Optional, budget);
  if (isList(left)) {
    const other = right as readonly Value[];
    return left.length === other.length && left.every((item, index) => equal(item, other[index] as Value, budget));
  }
  return equalMaps(left as Record<string, Value>, right as Record<string, Value>, budget);
}

function equalOptionals(left: Optional, right: Optional, budget: Budget): boolean {
  if (left.value === undefined || right.value === undefined) return left.value === right.value;
  return equal(left.value, right.value, budget);
}

function equalMaps(left: Record<string, Value>, right: Record<string, Value>, budget: Budget): boolean {
  const keys = Object.keys(left);
  charge(budget, keys.length);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equal(left[key] as Value, right[key] as Value, budget));
}
