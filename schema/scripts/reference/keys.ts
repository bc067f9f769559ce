/** The keys of a shape as a table: one row a key, the keys of a map below it by their path (`retry.attempts`). */
import type { Shape } from '../../shape.ts';
import { code, table } from './markdown.ts';

/** A shape that has a section of its own, and the link that stands for it. */
export type Link = readonly [shape: Shape, link: string];

export interface KeyTable {
  /** Keys that have no row here. */
  readonly without?: readonly string[];
  readonly links: readonly Link[];
}

/** `Default: X.` is how a description ends, so that an editor shows it too. */
const DEFAULT = / ?Default: (.+)\.$/;

export function keyTable(shape: Shape, { without = [], links }: KeyTable): string {
  const own = rowsOf(shape, '', links).filter(([path]) => !without.includes(path.split('.', 1)[0]!));
  return table(
    ['key', 'type', 'default', ''],
    own.map(([path, ...cells]) => [code(path), ...cells]),
  );
}

type Row = readonly [path: string, type: string, whenAbsent: string, description: string];

function rowsOf(shape: Shape, prefix: string, links: readonly Link[]): Row[] {
  return Object.entries(shape.properties ?? {}).flatMap(([key, value]) => {
    // Keys of which there is nothing to say are told by the map that they stand in.
    if (value.description === undefined) return [];
    const { description } = value;
    const whenAbsent = shape.required?.includes(key) ? 'required' : (DEFAULT.exec(description)?.[1] ?? '');
    const row: Row = [prefix + key, typeOf(value, links), whenAbsent, description.replace(DEFAULT, '')];
    return [row, ...rowsBelow(value, `${prefix}${key}.`, links)];
  });
}

/** What stands in a map, also where a value that is no map could stand instead. */
function rowsBelow(shape: Shape, prefix: string, links: readonly Link[]): Row[] {
  if (linkOf(shape, links) !== undefined || isFile(shape)) return [];
  const named = Object.values(shape.patternProperties ?? {});
  return [
    ...rowsOf(shape, prefix, links),
    ...named.flatMap((value) => rowsBelow(value, `${prefix}NAME.`, links)),
    ...(shape.anyOf ?? []).flatMap((branch) => rowsBelow(branch, prefix, links)),
    ...(shape.items ? rowsBelow(shape.items, prefix.replace(/\.$/, '[].'), links) : []),
  ];
}

function typeOf(shape: Shape, links: readonly Link[]): string {
  const link = linkOf(shape, links);
  if (link !== undefined) return link;
  const branches = shape.anyOf ?? (shape.enum && [shape]);
  if (branches) return oneOf(branches.flatMap((branch) => wordsOf(branch) ?? typeOf(branch, links)));
  if (isFile(shape)) return code('{ file: PATH }');
  switch (shape.type) {
    case 'array':
      return `list of ${shape.items ? many(typeOf(shape.items, links)) : 'any values'}`;
    case 'object': {
      const [value] = Object.values(shape.patternProperties ?? {});
      return value ? `map of ${many(typeOf(value, links))}` : 'map';
    }
    case 'string':
      // Beside a number that is a shape of its own, so only what it adds is told.
      return (shape.title ?? 'text').replace(/^number or /, '').replace('${{ }}', code('${{ }}'));
    case 'integer':
    case 'number':
      return shape.type + boundsOf(shape);
    default:
      return typeof shape.type === 'string' ? shape.type : 'any value';
  }
}

const wordsOf = (shape: Shape): string[] | undefined => shape.enum?.map((word) => code(String(word)));

const linkOf = (shape: Shape, links: readonly Link[]): string | undefined => {
  const own = shape.$ref ?? JSON.stringify(shape);
  return links.find(([known]) => (known.$ref ?? JSON.stringify(known)) === own)?.[1];
};

const isFile = ({ properties = {} }: Shape): boolean => Object.keys(properties).join() === 'file';

function boundsOf({ minimum, maximum, exclusiveMinimum }: Shape): string {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (minimum === undefined) return '';
  return maximum === undefined ? `, at least ${minimum}` : ` from ${minimum} to ${maximum}`;
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** `step id` is `step ids`, and so is a link; of a choice each has to be named as it is. */
const many = (type: string): string =>
  / or /.test(type)
    ? type
    : type.replace(/^(\[.*[a-z])\](?=\()|[a-z]$/, (all, link) => (link ? `${link}s]` : `${all}s`));
