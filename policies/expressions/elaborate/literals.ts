/** Values that are written down: scalars, lists and maps. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Json } from '../../../schema/json.ts';
import { charge } from '../budget.ts';
import { EvaluationFault } from '../fault.ts';
import { INT64 } from '../numbers.ts';
import { BOOL, DOUBLE, EXACT_INT, joinAll, listOf, NULL, typeName } from '../relate.ts';
import type { Field, Type } from '../types.ts';
import type { Value } from '../values.ts';
import { type Context, type Frame, faulty, type Run, report, show, type Term } from './term.ts';

export function elaborateScalar(node: Extract<ASTNode, { op: 'value' }>, context: Context): Term {
  const value = node.args;
  switch (typeof value) {
    case 'string':
      return { ...scalar(node, { kind: 'string', enum: [value] }, value), literal: value };
    case 'boolean':
      return { ...scalar(node, BOOL, value), literal: value };
    case 'number':
      return { ...scalar(node, DOUBLE, value), literal: value };
    case 'bigint':
      return elaborateInt(node, value, context);
    default:
      if (value === null) return { ...scalar(node, NULL, null), literal: null };
      report(context, 'type', node, 'bytes and unsigned ints are not part of this language');
      return faulty(node);
  }
}

/** An int that is written down, also with the minus before it: `-9223372036854775808` has no positive twin. */
export function elaborateInt(node: ASTNode, value: bigint, context: Context): Term {
  if (value < INT64.min || value > INT64.max) {
    report(context, 'type', node, 'this is outside the range of an int (64 bits)');
    return faulty(node);
  }
  const number = Number(value);
  return { ...scalar(node, EXACT_INT, value), ...(Number.isSafeInteger(number) && { literal: number }) };
}

function scalar(node: ASTNode, type: Type, value: Value): Term {
  return { node, type, run: () => value };
}

export function elaborateList(node: Extract<ASTNode, { op: 'list' }>, context: Context): Term {
  const items = node.args.map((item) => context.term(item, context));
  const literals = items.map((item) => item.literal).filter((literal) => literal !== undefined);
  return {
    node,
    type: listOf(joinAll(items.map((item) => item.type))),
    run: runList(items),
    ...(literals.length === items.length && { literal: literals }),
  };
}

interface Entry {
  readonly key: Term;
  readonly value: Term;
}

export function elaborateMap(node: Extract<ASTNode, { op: 'map' }>, context: Context): Term {
  const entries = node.args.map(([key, value]) => ({
    key: context.term(key, context),
    value: context.term(value, context),
  }));
  const names = new Set<string>();
  for (const { key } of entries) {
    if (key.type.kind !== 'string' && key.type.kind !== 'dyn') {
      report(context, 'type', key.node, `a key is a string, not ${typeName(key.type)}`, helpForKey(key));
    } else if (typeof key.literal === 'string') {
      if (names.has(key.literal)) report(context, 'type', key.node, `${show(context, key.node)} is there twice`);
      names.add(key.literal);
    }
  }
  const literal = literalMap(entries);
  return {
    node,
    type: mapType(entries),
    run: (frame) => buildMap(entries, frame, context),
    ...(literal && { literal }),
  };
}

function helpForKey(key: Term): string {
  return typeof key.literal === 'number' ? `write '${key.literal}'` : 'write string(…)';
}

function mapType(entries: readonly Entry[]): Type {
  const rest = joinAll(entries.map(({ value }) => value.type));
  if (entries.some(({ key }) => typeof key.literal !== 'string')) return { kind: 'map', of: rest };
  const fields = entries.map(({ key, value }): [string, Field] => [key.literal as string, { type: value.type }]);
  // It stays a map: asking it for another key is no slip.
  return { kind: 'object', fields: Object.fromEntries(fields), rest };
}

/** A list of scalars that are written down is made once: rules hold long ones, and nothing changes a value. */
function runList(items: readonly Term[]): Run {
  const scalars: Value[] = items.flatMap(({ node }) => (node.op === 'value' ? [node.args as Value] : []));
  if (scalars.length < items.length) {
    return (frame) => {
      charge(frame, items.length);
      return items.map((item) => item.run(frame));
    };
  }
  return (frame) => {
    charge(frame, items.length);
    return scalars;
  };
}

function literalMap(entries: readonly Entry[]): Json | undefined {
  const members: [string, Json][] = [];
  for (const { key, value } of entries) {
    if (typeof key.literal !== 'string' || value.literal === undefined) return undefined;
    members.push([key.literal, value.literal]);
  }
  return Object.fromEntries(members);
}

function buildMap(entries: readonly Entry[], frame: Frame, context: Context): Value {
  charge(frame, entries.length);
  const members = new Map<string, Value>();
  for (const { key, value } of entries) {
    const name = key.run(frame);
    if (typeof name !== 'string') throw new EvaluationFault(`${show(context, key.node)} is not a string, as a key is`);
    if (members.has(name)) throw new EvaluationFault(`${show(context, key.node)} gives a key that is there already`);
    members.set(name, value.run(frame));
  }
  return Object.fromEntries(members);
}
