/** Equality, order and membership: what they take, and how they are carried out. */
import { BOOL, isNumeric } from '../relate.ts';
import type { Type } from '../types.ts';
import { Duration, equal, isList, isMap, isNumber, memberOf, type Value } from '../values.ts';
import { type Operator, refuse } from './operator.ts';

export function equality(outcome: boolean): Operator {
  return {
    result: (left, right) => (canEqual(left, right) ? BOOL : undefined),
    run: (left, right, frame) => equal(left, right, frame) === outcome,
  };
}

function canEqual(left: Type, right: Type): boolean {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('dyn') || kinds.includes('null') || left.kind === right.kind) return true;
  return (isNumeric(left) && isNumeric(right)) || kinds.every((kind) => kind === 'map' || kind === 'object');
}

const ORDERED: ReadonlySet<Type['kind']> = new Set(['string', 'bool', 'timestamp', 'duration']);

export function ordering(operator: string, holds: (order: number) => boolean): Operator {
  return {
    result(left, right) {
      if (isNumeric(left) && isNumeric(right)) return BOOL;
      if (left.kind === 'dyn' || right.kind === 'dyn') {
        const other = left.kind === 'dyn' ? right : left;
        return other.kind === 'dyn' || isNumeric(other) || ORDERED.has(other.kind) ? BOOL : undefined;
      }
      return left.kind === right.kind && ORDERED.has(left.kind) ? BOOL : undefined;
    },
    run(left, right) {
      const order = compare(left, right);
      return order === undefined ? refuse(operator, left, right) : holds(order);
    },
  };
}

/** Below, at or above zero; NaN for NaN, which is in no order; undefined for what cannot be ordered. */
function compare(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) return left < right ? -1 : left > right ? 1 : left >= right ? 0 : Number.NaN;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  return left instanceof Duration && right instanceof Duration ? left.ms - right.ms : undefined;
}

export const MEMBERSHIP: Operator = {
  result(left, right) {
    if (right.kind === 'list') return canEqual(left, right.of) ? BOOL : undefined;
    if (right.kind === 'map' || right.kind === 'object')
      return left.kind === 'string' || left.kind === 'dyn' ? BOOL : undefined;
    return right.kind === 'dyn' ? BOOL : undefined;
  },
  run(left, right, frame) {
    if (isList(right)) return right.some((item) => equal(left, item, frame));
    if (isMap(right)) return typeof left === 'string' && memberOf(right, left) !== undefined;
    return refuse('in', left, right);
  },
};
