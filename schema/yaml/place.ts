/** From a path in a document, and a span inside the value there, to offsets in the file. */
import { isMap, isScalar, isSeq, type Pair } from 'yaml';
import type { Path, Span } from '../problem.ts';
import { endOfLine } from '../source.ts';
import type { YamlDocument } from './document.ts';
import { scalarOffsets } from './offsets.ts';
import { extent, keyOf } from './values.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Found {
  readonly node: unknown;
  /** The key that names the node, where it stands in a map. */
  readonly key?: unknown;
  /** How many elements of the path exist. */
  readonly depth: number;
}

/** Where the value at `path` stands, or its nearest ancestor; with `span`, the part of a text that it covers. */
export function rangeOf(document: YamlDocument, path: Path, span?: Span): Range {
  const { node, key, depth } = find(document, path);
  const { text } = document.source;
  if (span && depth === path.length && isScalar(node)) {
    const offsets = scalarOffsets(text, node);
    const last = offsets.length - 1;
    const start = offsets[Math.max(0, Math.min(span.start, last))]!;
    const beforeEnd = Math.max(0, Math.min(span.end, last) - 1);
    return { start, end: span.end > span.start ? Math.max(start, offsets[beforeEnd]! + 1) : start };
  }
  const [start, end] = extent(node);
  if (end > start || key === undefined) return firstLine(text, start, end, node);
  const [keyStart, keyEnd] = extent(key);
  return { start: keyStart, end: keyEnd };
}

/** Where the key that ends `path` stands. */
export function keyRangeOf(document: YamlDocument, path: Path): Range {
  const { key, depth } = find(document, path);
  if (key === undefined || depth !== path.length) return rangeOf(document, path);
  const [start, end] = extent(key);
  return { start, end };
}

/** The node at `path`; undefined where there is none. */
export function nodeAt(document: YamlDocument, path: Path): unknown {
  const { node, depth } = find(document, path);
  return depth === path.length ? node : undefined;
}

function find(document: YamlDocument, path: Path): Found {
  let found: Found = { node: document.root, depth: 0 };
  for (const element of path) {
    const next = childOf(found.node, element);
    if (!next) break;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

function childOf(node: unknown, element: string | number): Omit<Found, 'depth'> | undefined {
  if (isMap(node)) {
    const pair = (node.items as Pair[]).find((candidate) => keyOf(candidate) === String(element));
    return pair && { node: pair.value, key: pair.key };
  }
  if (isSeq(node) && typeof element === 'number' && element < node.items.length) return { node: node.items[element] };
  return undefined;
}

/** A frame shows one line: of a block map or list its first key or item, of a text its first line. */
function firstLine(text: string, start: number, end: number, node: unknown): Range {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const first = isMap(node) ? (node.items as Pair[])[0]?.key : node.items[0];
    const [childStart, childEnd] = extent(first);
    if (childEnd > childStart) return { start: childStart, end: Math.min(childEnd, endOfLine(text, childStart)) };
  }
  return { start, end: Math.max(start, Math.min(end, endOfLine(text, start))) };
}
