/** What differs between two plain values, by path: enough to show what an event did to a state. */
import type { Change } from './types.ts';

type Path = readonly (string | number)[];

/** In the order of the keys, what is new last; a value that came or went as a whole is one change. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const changes: Change[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: unknown, after: unknown, path: Path, changes: Change[]): void {
  if (before === after) return;
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) {
    changes.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
    return;
  }
  for (const key of keysOf(before, after)) {
    compare(memberOf(before, key), memberOf(after, key), [...path, key], changes);
  }
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

function keysOf(before: object, after: object): readonly (string | number)[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
  }
  return [...Object.keys(before), ...Object.keys(after).filter((key) => !Object.hasOwn(before, key))];
}

const memberOf = (tree: object, key: string | number): unknown =>
  Object.hasOwn(tree, key) ? (tree as Readonly<Record<string | number, unknown>>)[key] : undefined;
