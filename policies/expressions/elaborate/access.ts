/**
 * Names and what is reached from them: `a`, `a.b`, `a.?b`, `a[0]`, `a['b']`, `a[?i]`, and `has(a.b)`. A chain is one
 * read of the scope, as long as its names are known; whether its absence does harm is found out on the way.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { EvaluationFault } from '../fault.ts';
import { builtinNames } from '../functions/index.ts';
import { BOOL, DYN, fieldOf, joinAll, optionalOf, typeName } from '../relate.ts';
import { suggest } from '../suggest.ts';
import { readTimestamp } from '../time.ts';
import type { Field, Type } from '../types.ts';
import { elementOf, isList, isMap, isNumber, memberOf, Optional, type Value } from '../values.ts';
import { isPresent } from './guards.ts';
import { type Context, type Frame, faulty, type Run, report, show, type Term } from './term.ts';

/** A part of a chain. `find` gives undefined for what is absent; `Term.run` makes a fault of that. */
interface Link extends Term {
  find(frame: Frame): Value | undefined;
  /** The names from the root of the scope; undefined once they are not known, or begin in a macro. */
  readonly path?: readonly string[];
  /** Something on the path was asked for with `.?`. */
  readonly tried: boolean;
  /** Something on the path may be absent, and nothing tests it. */
  readonly unsure: boolean;
}

type AccessNode = Extract<ASTNode, { op: 'id' | '.' | '.?' | '[]' | '[?]' }>;

function isAccess(node: ASTNode): node is AccessNode {
  return node.op === 'id' || node.op === '.' || node.op === '.?' || node.op === '[]' || node.op === '[?]';
}

/** A whole chain. */
export function elaborateAccess(node: AccessNode, context: Context): Term {
  const link = elaborateLink(node, context);
  recordRead(link, context, false);
  return link;
}

/** `has(a.b.c)`: whether it is there. False also when `a.b` is absent, since that is what is asked. */
export function elaborateHas(node: ASTNode, argument: ASTNode | undefined, context: Context): Term {
  if (argument?.op !== '.' && argument?.op !== '.?') {
    report(context, 'type', argument ?? node, 'has() takes a member', 'write it as has(a.b)');
    return faulty(node);
  }
  const link = elaborateLink(argument, context);
  recordRead(link, context, true);
  return { node, type: BOOL, run: (frame) => isThere(link.find(frame)) };
}

function isThere(value: Value | undefined): boolean {
  return value instanceof Optional ? value.value !== undefined : value !== undefined;
}

function recordRead(link: Link, context: Context, has: boolean): void {
  if (link.path === undefined) return;
  const guarded = link.path.some(
    (_, index) => index > 0 && isPresent(link.path?.slice(0, index + 1) ?? [], context.guards),
  );
  const tested = has || ((link.tried || guarded) && !link.unsure);
  context.reads.push({ path: link.path, span: { start: link.node.start, end: link.node.end }, tested });
}

function elaborateLink(node: ASTNode, context: Context): Link {
  if (!isAccess(node)) return rootless(context.term(node, context));
  context.count.terms++;
  switch (node.op) {
    case 'id':
      return elaborateName(node, context);
    case '.':
    case '.?':
      return elaborateMember(
        node,
        elaborateLink(node.args[0], context),
        node.args[1],
        { start: node.pos, end: node.end },
        context,
      );
    default:
      return elaborateIndex(node, context);
  }
}

/** A part that is no chain: a call, a literal, or a chain that has been reported. */
function rootless(term: Term): Link {
  return { ...term, find: term.run, tried: false, unsure: false };
}

function elaborateName(node: Extract<ASTNode, { op: 'id' }>, context: Context): Link {
  const name = node.args;
  const local = context.locals.get(name);
  if (local) {
    const run: Run = (frame) => frame.locals[local.slot] as Value;
    return rootless({ node, type: local.type, run: converting(local.type, run) });
  }
  const type = Object.hasOwn(context.scope, name) ? context.scope[name] : undefined;
  if (type === undefined) {
    report(context, 'name', node, `there is no \`${name}\` here`, helpForName(name, context));
    return rootless(faulty(node));
  }
  const find = (frame: Frame) => memberOf(frame.values as Record<string, Value>, name);
  return link({ node, type, find, path: [name], tried: false, unsure: false }, () => `\`${name}\` has no value here`);
}

function helpForName(name: string, context: Context): string | undefined {
  if (builtinNames('call').includes(name)) return `\`${name}\` is a function: write ${name}(…)`;
  return suggest(name, [...context.locals.keys(), ...Object.keys(context.scope)]);
}

function elaborateMember(
  node: Extract<ASTNode, { op: '.' | '.?' | '[]' | '[?]' }>,
  target: Link,
  name: string,
  nameSpan: { start: number; end: number },
  context: Context,
): Link {
  const field = memberType(target, name, nameSpan, context);
  if (field === undefined) return rootless(faulty(node));
  const tries = node.op === '.?' || node.op === '[?]';
  const optional = tries || target.type.kind === 'optional';
  const path = target.path && [...target.path, name];
  const sure = field.optional !== true || optional || (path !== undefined && isPresent(path, context.guards));
  const find = (frame: Frame) => findMember(target, name, frame, context);
  const parts = {
    node,
    type: optional ? optionalOf(field.type) : field.type,
    find: optional ? findingOptional(find) : find,
    ...(path && { path }),
    tried: target.tried || optional,
    unsure: target.unsure || !sure,
  };
  return link(parts, () => `${show(context, target.node)} has no \`${name}\`${field.note ? `: ${field.note}` : ''}`);
}

function findMember(target: Link, name: string, frame: Frame, context: Context): Value | undefined {
  const found = target.find(frame);
  const value = found instanceof Optional ? found.value : found;
  if (value === undefined || value === null) return undefined;
  if (isMap(value)) return memberOf(value, name);
  throw new EvaluationFault(`${show(context, target.node)} is not a map, so it has no \`${name}\``);
}

/** The field that is read; undefined when that has been reported. */
function memberType(
  target: Link,
  name: string,
  span: { start: number; end: number },
  context: Context,
): Field | undefined {
  const type = target.type.kind === 'optional' ? target.type.of : target.type;
  switch (type.kind) {
    case 'dyn':
      return { type: DYN };
    case 'map':
      return { type: type.of, optional: true };
    case 'object': {
      const field = fieldOf(type.fields, name);
      if (field !== undefined) return field;
      if (type.rest !== undefined) return { type: type.rest, optional: true };
      const help = suggest(name, Object.keys(type.fields)) ?? helpForMethod(name);
      report(context, 'member', span, `${show(context, target.node)} has no \`${name}\``, help);
      return undefined;
    }
    default: {
      const help = type.kind === 'list' ? helpForList(name) : helpForMethod(name);
      report(
        context,
        'member',
        span,
        `${show(context, target.node)} is a ${typeName(type)}: it has no \`${name}\``,
        help,
      );
      return undefined;
    }
  }
}

function helpForMethod(name: string): string | undefined {
  return builtinNames('method').includes(name) ? `\`${name}\` is a function: write .${name}(…)` : undefined;
}

function helpForList(name: string): string {
  return helpForMethod(name) ?? `take one element, [0].${name}, or all of them, .map(x, x.${name})`;
}

function elaborateIndex(node: Extract<ASTNode, { op: '[]' | '[?]' }>, context: Context): Link {
  const target = elaborateLink(node.args[0], context);
  const key = context.term(node.args[1], context);
  const type = target.type.kind === 'optional' ? target.type.of : target.type;
  if (typeof key.literal === 'string' && type.kind !== 'list') {
    return elaborateMember(node, target, key.literal, key.node, context);
  }
  // The names that are known end here.
  recordRead(target, context, false);
  const element = elementType(type, target, key, context);
  const optional = node.op === '[?]' || target.type.kind === 'optional';
  const find = (frame: Frame) => findElement(target, key, frame, context);
  const parts = {
    node,
    type: optional ? optionalOf(element) : element,
    find: optional ? findingOptional(find) : find,
    tried: false,
    unsure: false,
  };
  return link(parts, () => `${show(context, target.node)} has no element ${show(context, key.node)}`);
}

function elementType(type: Type, target: Link, key: Term, context: Context): Type {
  const wanted = type.kind === 'list' ? 'int' : 'string';
  if (type.kind !== 'dyn' && key.type.kind !== 'dyn' && key.type.kind !== wanted && 'of' in type) {
    const help = wanted === 'int' && key.type.kind === 'double' ? 'write int(…)' : undefined;
    report(context, 'type', key.node, `a ${type.kind} is indexed by ${wanted}, not by ${typeName(key.type)}`, help);
  }
  switch (type.kind) {
    case 'dyn':
      return DYN;
    case 'list':
    case 'map':
      return type.of;
    case 'object':
      return joinAll([...Object.values(type.fields).map((field) => field.type), ...(type.rest ? [type.rest] : [])]);
    default:
      report(context, 'type', key.node, `${show(context, target.node)} is a ${typeName(type)}: it has no elements`);
      return DYN;
  }
}

function findElement(target: Link, key: Term, frame: Frame, context: Context): Value | undefined {
  const found = target.find(frame);
  const value = found instanceof Optional ? found.value : found;
  const index = key.run(frame);
  if (value === undefined || value === null) return undefined;
  if (isList(value) && isNumber(index)) return elementOf(value, index);
  if (isMap(value) && typeof index === 'string') return memberOf(value, index);
  throw new EvaluationFault(`${show(context, target.node)} cannot be indexed by ${show(context, key.node)}`);
}

function findingOptional(find: (frame: Frame) => Value | undefined): (frame: Frame) => Value {
  return (frame) => {
    const found = find(frame);
    if (found === undefined) return Optional.none;
    return found instanceof Optional ? found : new Optional(found);
  };
}

/** Completes a link: `run` faults where `find` finds nothing. */
function link(parts: Omit<Link, 'run'>, absent: () => string): Link {
  const find = converting(parts.type, parts.find);
  const run: Run = (frame) => {
    const found = find(frame);
    if (found === undefined) throw new EvaluationFault(absent());
    return found;
  };
  return { ...parts, find, run };
}

/** JSON holds timestamps as text or numbers: a name whose type is timestamp is read as one. */
function converting<Found extends Value | undefined>(
  type: Type,
  find: (frame: Frame) => Found,
): (frame: Frame) => Found | Value {
  if (type.kind !== 'timestamp' && !(type.kind === 'optional' && type.of.kind === 'timestamp')) return find;
  return (frame) => {
    const found = find(frame);
    if (found === undefined) return found;
    if (!(found instanceof Optional)) return readTimestamp(found);
    return found.value === undefined ? found : new Optional(readTimestamp(found.value));
  };
}
