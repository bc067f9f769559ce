/**
 * Names and what is reached from them: `a`, `a.b`, `a.?b`, `a[0]`, `a['b']`, `a[?i]`, and `has(a.b)`. A chain is one
 * read of the scope, as long as its names are known; whether its absence does harm is found out on the way.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Span } from '../../../schema/problem.ts';
import { EvaluationFault } from '../fault.ts';
import { builtinNames } from '../functions/index.ts';
import { BOOL, optionalOf } from '../relate.ts';
import { suggest } from '../suggest.ts';
import { readTimestamp } from '../time.ts';
import type { Type } from '../types.ts';
import { elementOf, isList, isMap, isNumber, memberOf, Optional, type Value } from '../values.ts';
import { isPresent } from './guards.ts';
import { elementType, isListType, memberField } from './members.ts';
import { type Context, type Frame, faulty, type Run, report, show, type Term } from './term.ts';

/** A part of a chain. `run` makes a fault of what is absent. */
interface Link extends Term {
  /** For `has()`: undefined when it, or anything before it, is absent. */
  find(frame: Frame): Value | undefined;
  /** The names from the root of the scope; undefined once they are not known, or begin in a macro. */
  readonly path?: readonly string[];
  /** Something on the path was asked for with `.?`. */
  readonly tried: boolean;
  /** Something on the path may be absent, and nothing tests it. */
  readonly unsure: boolean;
}

type StepNode = Extract<ASTNode, { op: '.' | '.?' | '[]' | '[?]' }>;
type AccessNode = StepNode | Extract<ASTNode, { op: 'id' }>;

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
    case '.?': {
      const target = elaborateLink(node.args[0], context);
      return elaborateMember(node, target, node.args[1], { start: node.pos, end: node.end }, context);
    }
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
  if (local) return rootless({ node, type: local.type, run: (frame) => frame.locals[local.slot] as Value });
  const type = Object.hasOwn(context.scope, name) ? context.scope[name] : undefined;
  if (type === undefined) {
    report(context, 'name', node, `there is no \`${name}\` here`, helpForName(name, context));
    return rootless(faulty(node));
  }
  const take = reading(type, (frame: Frame) => memberOf(frame.values as Record<string, Value>, name));
  const run = orFault(take, () => `\`${name}\` has no value here`);
  return { node, type, find: take, run, path: [name], tried: false, unsure: false };
}

function helpForName(name: string, context: Context): string | undefined {
  if (builtinNames('call').includes(name)) return `\`${name}\` is a function: write ${name}(…)`;
  return suggest(name, [...context.locals.keys(), ...Object.keys(context.scope)]);
}

/** A member by its name; `key` is where the name stands. */
function elaborateMember(node: StepNode, target: Link, name: string, key: Span, context: Context): Link {
  const field = memberField(target, name, key, context);
  if (field === undefined) return rootless(faulty(node));
  const path = target.path && [...target.path, name];
  const step: Step = {
    node,
    target,
    type: field.type,
    take: (value) => {
      if (isMap(value)) return memberOf(value, name);
      throw new EvaluationFault(`${show(context, target.node)} is not a map, so it has no \`${name}\``);
    },
    absent: () => `${show(context, target.node)} has no \`${name}\`${field.note ? `: ${field.note}` : ''}`,
  };
  const harmless = isTrying(step) || (path !== undefined && isPresent(path, context.guards));
  return {
    ...completeStep(step),
    ...(path && { path }),
    tried: target.tried || isTrying(step),
    unsure: target.unsure || (field.optional === true && !harmless),
  };
}

function elaborateIndex(node: Extract<ASTNode, { op: '[]' | '[?]' }>, context: Context): Link {
  const target = elaborateLink(node.args[0], context);
  const key = context.term(node.args[1], context);
  if (typeof key.literal === 'string' && !isListType(target.type)) {
    return elaborateMember(node, target, key.literal, key.node, context);
  }
  // The names that are known end here.
  recordRead(target, context, false);
  const step: Step = {
    node,
    target,
    type: elementType(target, key, context),
    take: (value, frame) => {
      const index = key.run(frame);
      if (isList(value) && isNumber(index)) return elementOf(value, index);
      if (isMap(value) && typeof index === 'string') return memberOf(value, index);
      throw new EvaluationFault(`${show(context, target.node)} cannot be indexed by ${show(context, key.node)}`);
    },
    absent: () => `${show(context, target.node)} has no element ${show(context, key.node)}`,
  };
  return { ...completeStep(step), tried: false, unsure: false };
}

/** One step of a chain, from what stands before it. */
interface Step {
  readonly node: StepNode;
  readonly target: Link;
  /** The type of what is there. */
  readonly type: Type;
  /** Takes it from a value that is there; undefined when it is not in it. */
  take(value: Value, frame: Frame): Value | undefined;
  absent(): string;
}

/** Whether a step gives an optional: it is written so, or goes on from one. */
function isTrying({ node, target }: Step): boolean {
  return node.op === '.?' || node.op === '[?]' || target.type.kind === 'optional';
}

function completeStep(step: Step): Pick<Link, 'node' | 'type' | 'find' | 'run'> {
  const { node, target, absent } = step;
  const trying = isTrying(step);
  const going = (before: (frame: Frame) => Value | undefined) => {
    const take = reading(step.type, (frame) => takeFrom(before(frame), step, frame));
    if (!trying) return take;
    return (frame: Frame): Value => {
      const taken = take(frame);
      if (taken instanceof Optional) return taken;
      return taken === undefined ? Optional.none : new Optional(taken);
    };
  };
  const type = trying ? optionalOf(step.type) : step.type;
  return { node, type, find: going(target.find), run: orFault(going(target.run), absent) };
}

function takeFrom(before: Value | undefined, step: Step, frame: Frame): Value | undefined {
  const value = before instanceof Optional ? before.value : before;
  return value === undefined || value === null ? undefined : step.take(value, frame);
}

function orFault(take: (frame: Frame) => Value | undefined, absent: () => string): Run {
  return (frame) => {
    const value = take(frame);
    if (value === undefined) throw new EvaluationFault(absent());
    return value;
  };
}

/** JSON holds timestamps as text or numbers: what has the type timestamp is read as one. */
function reading(type: Type, take: (frame: Frame) => Value | undefined): (frame: Frame) => Value | undefined {
  if (type.kind !== 'timestamp') return take;
  return (frame) => {
    const value = take(frame);
    return value === undefined ? undefined : readTimestamp(value);
  };
}
