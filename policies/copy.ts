/**
 * Copies of what expressions gave: plain JSON that shares nothing with what was read, within a size. A value may hold
 * getters (a view), or anything at all (the input of a tool call).
 */
import type { Json } from '../schema/json.ts';
import { EvaluationFault } from './expressions/fault.ts';
import { formatTimestamp } from './expressions/time.ts';

/** The deepest value that is kept. */
const MAX_DEPTH = 100;

/** What may still be copied, in characters of JSON, about. */
export interface Room {
  left: number;
}

/** A copy; a fault where the room is too small, or what is there cannot be JSON. */
export function copyJson(value: unknown, room: Room, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new EvaluationFault(`this value is nested more than ${MAX_DEPTH} deep`);
  switch (typeof value) {
    case 'string':
      take(room, value.length + 2);
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new EvaluationFault(`${value} is not a number that JSON can hold`);
      take(room, 8);
      return value;
    case 'boolean':
      take(room, 5);
      return value;
    case 'object':
      if (value === null) {
        take(room, 4);
        return null;
      }
      if (value instanceof Date) return copyJson(formatTimestamp(value), room, depth);
      return Array.isArray(value) ? copyList(value, room, depth) : copyMap(value, room, depth);
    default:
      throw new EvaluationFault(`a ${typeof value} is not a value of this language`);
  }
}

function copyList(list: readonly unknown[], room: Room, depth: number): Json {
  take(room, 2);
  return list.map((item) => {
    take(room, 1);
    return copyJson(item, room, depth + 1);
  });
}

function copyMap(map: object, room: Room, depth: number): Json {
  take(room, 2);
  const entries: [string, Json][] = [];
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    take(room, key.length + 4);
    entries.push([key, copyJson(value, room, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function take(room: Room, size: number): void {
  room.left -= size;
  if (room.left < 0) throw new EvaluationFault('this value is too large to keep');
}

/** What the elements of a list from one on would take of a room. */
export function sizeOf(list: readonly Json[], from: number): number {
  let size = 2;
  for (let index = from; index < list.length; index++) size += 1 + sizeOfValue(list[index] as Json);
  return size;
}

/** As `copyJson` takes it. */
function sizeOfValue(value: Json): number {
  if (typeof value === 'string') return value.length + 2;
  if (value === null) return 4;
  if (typeof value === 'number') return 8;
  if (typeof value === 'boolean') return 5;
  if (Array.isArray(value)) return sizeOf(value, 0);
  return Object.entries(value).reduce((size, [key, member]) => size + key.length + 4 + sizeOfValue(member), 2);
}

/** Whether two values are the same JSON. */
export function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameJson(item, right[index]));
  }
  const [a, b] = [left as Record<string, Json>, right as Record<string, Json>];
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] as Json, b[key] as Json));
}
