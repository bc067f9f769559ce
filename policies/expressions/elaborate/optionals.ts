/**
 * Optionals: `optional.of(x)`, `optional.none()`, and what is asked of one: `.hasValue()`, `.value()`,
 * `.or(optional)` and `.orValue(x)`, whose argument is evaluated only when there is no value.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { EvaluationFault } from '../fault.ts';
import { BOOL, DYN, join, optionalOf, typeName } from '../relate.ts';
import type { Type } from '../types.ts';
import { Optional } from '../values.ts';
import { type Context, type Frame, faulty, type Run, report, show, type Term } from './term.ts';

type MethodNode = Extract<ASTNode, { op: 'rcall' }>;

const METHODS: Readonly<Record<string, number>> = { hasValue: 0, value: 0, or: 1, orValue: 1 };

export const optionalMethodNames: readonly string[] = Object.keys(METHODS);

/** Whether this is `optional.of(x)` or `optional.none()`, and not a method of a name of the scope. */
export function isOptionalMaker(node: MethodNode, context: Context): boolean {
  const [name, receiver] = node.args;
  const isNamespace = receiver.op === 'id' && receiver.args === 'optional';
  if (!isNamespace || context.locals.has('optional') || Object.hasOwn(context.scope, 'optional')) return false;
  return name === 'of' || name === 'none';
}

export function elaborateOptionalMaker(node: MethodNode, context: Context): Term {
  const [name, , args] = node.args;
  if (args.length !== (name === 'of' ? 1 : 0)) {
    report(context, 'type', node, `write optional.${name === 'of' ? 'of(x)' : 'none()'}`);
    return faulty(node);
  }
  const [argument] = args;
  if (argument === undefined) return { node, type: optionalOf(DYN), run: () => Optional.none };
  const term = context.term(argument, context);
  const run: Run = (frame) => {
    const value = term.run(frame);
    return value instanceof Optional ? value : new Optional(value);
  };
  return { node, type: optionalOf(term.type), run };
}

export function elaborateOptionalMethod(node: MethodNode, context: Context): Term {
  const [name, receiverNode, args] = node.args;
  const receiver = context.term(receiverNode, context);
  const [argument] = args.map((arg) => context.term(arg, context));
  if (args.length !== METHODS[name]) {
    report(context, 'type', node, `.${name}() takes ${METHODS[name] === 0 ? 'nothing' : 'one value'}`);
    return faulty(node);
  }
  const held = heldType(receiver, name, context);
  const find = (frame: Frame) => heldBy(receiver, frame);
  if (argument === undefined) {
    if (name === 'hasValue') return { node, type: BOOL, run: (frame) => find(frame) !== undefined };
    return { node, type: held, run: orElse(find, () => missing(receiver, context)) };
  }
  if (name === 'or') return elaborateOr(node, held, find, argument, context);
  reportFallback(held, argument, context);
  return { node, type: join(held, argument.type), run: orElse(find, argument.run) };
}

/** Null is a value: it is there. */
function orElse(find: Find, otherwise: Run): Run {
  return (frame) => {
    const value = find(frame);
    return value === undefined ? otherwise(frame) : value;
  };
}

function heldType({ type, node }: Term, name: string, context: Context): Type {
  if (type.kind === 'optional') return type.of;
  if (type.kind !== 'dyn') {
    const message = `.${name}() is asked of an optional, and ${show(context, node)} is ${typeName(type)}`;
    report(context, 'type', node, message, `\`.?\` makes one: a.?b.${name}(…)`);
  }
  return DYN;
}

/** A dyn that is no optional is there, as it is. */
function heldBy(receiver: Term, frame: Frame) {
  const value = receiver.run(frame);
  return value instanceof Optional ? value.value : value;
}

function missing(receiver: Term, context: Context): never {
  throw new EvaluationFault(`${show(context, receiver.node)} has no value`);
}

function elaborateOr(node: MethodNode, held: Type, find: Find, argument: Term, context: Context): Term {
  if (argument.type.kind !== 'optional' && argument.type.kind !== 'dyn') {
    const message = `.or() takes an optional, not ${typeName(argument.type)}`;
    report(context, 'type', argument.node, message, 'write .orValue(…)');
  }
  const run: Run = (frame) => {
    const value = find(frame);
    if (value !== undefined) return new Optional(value);
    const other = argument.run(frame);
    return other instanceof Optional ? other : new Optional(other);
  };
  return { node, type: optionalOf(join(held, argument.type)), run };
}

type Find = (frame: Frame) => ReturnType<typeof heldBy>;

/** A fallback of another type is most likely a slip; null says "nothing" for every type. */
function reportFallback(held: Type, argument: Term, context: Context): void {
  const { type } = argument;
  if (type.kind === 'null' || held.kind === 'null' || join(held, type).kind !== 'dyn') return;
  if (held.kind === 'dyn' || type.kind === 'dyn') return;
  report(context, 'type', argument.node, `the value is ${typeName(held)}, and this is ${typeName(type)}`);
}
