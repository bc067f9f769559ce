/** How types relate: the name of one in a message, what takes what, what two have in common. */
import type { Field, Fields, Type } from './types.ts';

export const STRING: Type = { kind: 'string' };
export const INT: Type = { kind: 'int' };
/** An int of CEL whatever the values of the scope are. */
export const EXACT_INT: Type = { kind: 'int', exact: true };
export const DOUBLE: Type = { kind: 'double' };
export const BOOL: Type = { kind: 'bool' };
export const NULL: Type = { kind: 'null' };
export const TIMESTAMP: Type = { kind: 'timestamp' };
export const DURATION: Type = { kind: 'duration' };
export const DYN: Type = { kind: 'dyn' };
export const LIST: Type = { kind: 'list', of: DYN };
export const MAP: Type = { kind: 'map', of: DYN };

export function listOf(of: Type): Type {
  return { kind: 'list', of };
}

/** An optional never holds an optional: `a.?b.?c` is one step to none, not two. */
export function optionalOf(of: Type): Type {
  return of.kind === 'optional' ? of : { kind: 'optional', of };
}

export function isNumeric(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'double';
}

const SHOWN_VALUES = 8;

const SHOWN_NAMES = 4;

/** The type in a message: `string`, `list of int`, `optional double`, `{title, writer}`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'list':
      return type.of.kind === 'dyn' ? 'list' : `list of ${typeName(type.of)}`;
    case 'map':
      return type.of.kind === 'dyn' ? 'map' : `map of ${typeName(type.of)}`;
    case 'optional':
      return `optional ${typeName(type.of)}`;
    case 'object': {
      const names = Object.keys(type.fields);
      return `{${[...names.slice(0, SHOWN_NAMES), ...(names.length > SHOWN_NAMES ? ['…'] : [])].join(', ')}}`;
    }
    default:
      return type.kind;
  }
}

export function listValues(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => `'${value}'`);
  return [...shown, ...(values.length > SHOWN_VALUES ? ['…'] : [])].join(', ');
}

/** The member of an object type; undefined when it has none of that name. */
export function fieldOf(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Whether a value of `actual` may stand where `expected` is wanted. What is dyn on either side is tested at run time. */
export function accepts(expected: Type, actual: Type): boolean {
  if (expected.kind === 'dyn' || actual.kind === 'dyn') return true;
  if (expected.kind === 'optional') return accepts(expected.of, actual.kind === 'optional' ? actual.of : actual);
  if (actual.kind === 'optional') return false;
  switch (expected.kind) {
    case 'string':
      return actual.kind === 'string' && withinEnum(expected.enum, actual.enum);
    case 'double':
      return isNumeric(actual);
    case 'list':
      return actual.kind === 'list' && accepts(expected.of, actual.of);
    case 'map':
      if (actual.kind === 'map') return accepts(expected.of, actual.of);
      return actual.kind === 'object' && memberTypes(actual).every((type) => accepts(expected.of, type));
    case 'object':
      if (actual.kind === 'map') return memberTypes(expected).every((type) => accepts(type, actual.of));
      return actual.kind === 'object' && acceptsFields(expected.fields, actual.fields);
    default:
      return actual.kind === expected.kind;
  }
}

function withinEnum(expected: readonly string[] | undefined, actual: readonly string[] | undefined): boolean {
  return expected === undefined || (actual?.every((value) => expected.includes(value)) ?? false);
}

function acceptsFields(expected: Fields, actual: Fields): boolean {
  return Object.entries(expected).every(([name, field]) => {
    const given = fieldOf(actual, name);
    if (given === undefined) return field.optional === true;
    return accepts(field.type, given.type) && (field.optional === true || given.optional !== true);
  });
}

type TypeOf<Kind extends Type['kind']> = Extract<Type, { kind: Kind }>;

function memberTypes(type: TypeOf<'object'>): Type[] {
  const own = Object.values(type.fields).map((field) => field.type);
  return type.rest === undefined ? own : [...own, type.rest];
}

/** What values of either type have in common; dyn when that is nothing. */
export function join(left: Type, right: Type): Type {
  if (left === right) return left;
  if (left.kind === 'optional' || right.kind === 'optional') {
    return optionalOf(join(left.kind === 'optional' ? left.of : left, right.kind === 'optional' ? right.of : right));
  }
  if (left.kind === 'string' && right.kind === 'string') return joinStrings(left, right);
  if (isNumeric(left) && isNumeric(right)) return joinNumbers(left, right);
  if (left.kind === 'list' && right.kind === 'list') return listOf(join(left.of, right.of));
  if (left.kind === 'object' && right.kind === 'object') return joinObjects(left, right);
  if (isMapLike(left) && isMapLike(right)) return { kind: 'map', of: joinAll([...inner(left), ...inner(right)]) };
  return left.kind === right.kind ? left : DYN;
}

function joinStrings(left: TypeOf<'string'>, right: TypeOf<'string'>): Type {
  const freeText = left.freeText || right.freeText ? { freeText: true as const } : {};
  if (left.enum === undefined || right.enum === undefined) return { kind: 'string', ...freeText };
  return { kind: 'string', enum: [...new Set([...left.enum, ...right.enum])], ...freeText };
}

/** Between two numbers: an int only when both are, exact only when both are exact. */
export function joinNumbers(left: Type, right: Type): Type {
  if (left.kind !== 'int' || right.kind !== 'int') return DOUBLE;
  return left.exact && right.exact ? EXACT_INT : INT;
}

function joinObjects(left: TypeOf<'object'>, right: TypeOf<'object'>): Type {
  const names = new Set([...Object.keys(left.fields), ...Object.keys(right.fields)]);
  const fields = [...names].map((name): [string, Field] => {
    const [a, b] = [fieldOf(left.fields, name), fieldOf(right.fields, name)];
    if (a === undefined || b === undefined) return [name, { ...(a ?? b ?? { type: DYN }), optional: true }];
    const optional = a.optional === true || b.optional === true;
    return [name, { ...a, type: join(a.type, b.type), ...(optional && { optional }) }];
  });
  const rests = [left.rest, right.rest].filter((rest) => rest !== undefined);
  return { kind: 'object', fields: Object.fromEntries(fields), ...(rests.length > 0 && { rest: joinAll(rests) }) };
}

type MapLike = TypeOf<'map'> | TypeOf<'object'>;

function isMapLike(type: Type): type is MapLike {
  return type.kind === 'map' || type.kind === 'object';
}

function inner(type: MapLike): Type[] {
  return type.kind === 'map' ? [type.of] : memberTypes(type);
}

/** What all types have in common; dyn for none at all. */
export function joinAll(types: readonly Type[]): Type {
  return types.length === 0 ? DYN : types.reduce(join);
}
