/**
 * YAML nodes -> plain JSON, and what JSON cannot hold or nobody should write: duplicate keys, merge keys, keys that
 * are no text, numbers that are no numbers. Aliases were refused before, so each node is read once.
 */
import { isMap, isScalar, isSeq, type Node, type Pair, Scalar } from 'yaml';
import type { Json } from '../json.ts';
import { type Mark, positionAt, type Source } from '../source.ts';
import { pasteQuoted } from './quote.ts';

/** The value of a node; what is wrong is added to `marks` and left out of the value. */
export function readValue(source: Source, node: unknown, marks: Mark[]): Json {
  if (isMap(node)) return objectOf(source, node.items as Pair[], marks);
  if (isSeq(node)) return node.items.map((item) => readValue(source, item, marks));
  if (isScalar(node)) return scalarOf(source, node, marks);
  return null;
}

/** Others are refused wherever they stand. */
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

function scalarOf(source: Source, node: Scalar, marks: Mark[]): Json {
  const value = node.value;
  if (typeof value === 'number') {
    if (isExact(value)) return value;
    const [start, end] = extent(node);
    const text = source.text.slice(start, end);
    const why = Number.isFinite(value)
      ? 'is read as another number: it is too large to be exact'
      : 'is no number that JSON can hold';
    marks.push({ code: 'OMNI1017', start, end, message: `${text} ${why}`, help: pasteQuoted(source.text, start, end) });
    return 0;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function objectOf(source: Source, pairs: readonly Pair[], marks: Mark[]): Json {
  const object: Record<string, Json> = {};
  const seen = new Map<string, number>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const [start, end] = extent(pair.key ?? pair.value);
    const wrong = judgeKey(source, pair.key, key, seen);
    if (wrong) marks.push({ ...wrong, start, end });
    else if (key !== undefined) {
      seen.set(key, start);
      object[key] = readValue(source, pair.value, marks);
    }
  }
  return object;
}

function judgeKey(
  source: Source,
  node: unknown,
  key: string | undefined,
  seen: ReadonlyMap<string, number>,
): Omit<Mark, 'start' | 'end'> | undefined {
  if (key === undefined || key === '') {
    const help = isMap(node) ? 'an expression is `${{ }}`, and a value that begins with { is quoted' : 'quote the key';
    return { code: 'OMNI1018', message: 'a key is a text of one line', help };
  }
  if (key === '__proto__') return { code: 'OMNI1018', message: '`__proto__` cannot be a key' };
  if (key === '<<') {
    return {
      code: 'OMNI1023',
      message: 'merge keys are not part of this language',
      help: 'write the keys out, or put what is shared into a document of its own and refer to it with `uses`',
    };
  }
  const first = seen.get(key);
  if (first === undefined) return undefined;
  const { line } = positionAt(source, first);
  return {
    code: 'OMNI1002',
    message: `the key \`${key}\` stands here twice`,
    help: `the first one is on line ${line}; remove one of them`,
  };
}

/** A key is its own text: `404` and `1.10` are not read as numbers. */
export function keyOf(pair: Pair): string | undefined {
  const key = pair.key;
  if (!isScalar(key) || key.value === null) return undefined;
  return typeof key.value === 'string' ? key.value : key.source;
}

/** Start and end of a node's own text, without the comments and line breaks after it. */
export function extent(node: unknown): [number, number] {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], Math.max(range[0], range[1])] : [0, 0];
}

/** A number as it was written, where that is not how it reads: `1.10` is 1.1. One that is refused as such is none. */
export function lostText(node: unknown): string | undefined {
  if (!isScalar(node) || node.type !== Scalar.PLAIN || typeof node.value !== 'number') return undefined;
  if (!isExact(node.value)) return undefined;
  return node.source !== undefined && node.source !== String(node.value) ? node.source : undefined;
}
