/** Calls of the functions in `functions/`, written `f(a, b)` or `a.f(b)`: which overload, and what it gives. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Span } from '../../../schema/problem.ts';
import { EvaluationFault } from '../fault.ts';
import { builtinNames, findBuiltin } from '../functions/index.ts';
import type { Overload, Parameter } from '../functions/overload.ts';
import { compilePattern } from '../pattern.ts';
import { accepts, joinAll, typeName } from '../relate.ts';
import { nearest } from '../suggest.ts';
import type { Type } from '../types.ts';
import { kindOf, type Value } from '../values.ts';
import { elaborateHas } from './access.ts';
import { elaborateMacro, macroNames } from './macros.ts';
import { elaborateOptionalMaker, elaborateOptionalMethod, isOptionalMaker, optionalMethodNames } from './optionals.ts';
import { type Context, type Frame, faulty, methodSpan, type Run, report, show, type Term } from './term.ts';

export function elaborateCall(node: Extract<ASTNode, { op: 'call' }>, context: Context): Term {
  const [name, args] = node.args;
  if (name === 'has') return elaborateHas(node, args.length === 1 ? args[0] : undefined, context);
  return elaborateBuiltin(node, 'call', { start: node.start, end: node.start + name.length }, name, args, context);
}

export function elaborateMethod(node: Extract<ASTNode, { op: 'rcall' }>, context: Context): Term {
  const [name, receiver, args] = node.args;
  if (isOptionalMaker(node, context)) return elaborateOptionalMaker(node, context);
  if (macroNames.includes(name)) return elaborateMacro(node, context);
  if (optionalMethodNames.includes(name)) return elaborateOptionalMethod(node, context);
  const nameSpan = methodSpan(context, node, name, receiver);
  return elaborateBuiltin(node, 'method', nameSpan, name, [receiver, ...args], context);
}

type Form = 'call' | 'method';

function elaborateBuiltin(
  node: ASTNode,
  form: Form,
  nameSpan: Span,
  name: string,
  argumentNodes: readonly ASTNode[],
  context: Context,
): Term {
  const args = argumentNodes.map((argument) => context.term(argument, context));
  const builtin = findBuiltin(name);
  if (builtin === undefined || (builtin.form !== form && builtin.form !== 'either')) {
    const message = `there is no ${form === 'call' ? 'function' : 'method'} \`${name}\``;
    report(context, 'name', nameSpan, message, helpForCall(name, form));
    return faulty(node);
  }
  const types = args.map((argument) => argument.type);
  const fitting = builtin.overloads.filter(({ parameters }) => fits(parameters, types));
  if (fitting.length === 0) {
    const message = `\`${name}\` takes ${signatures(builtin.overloads, form)}, not ${typeList(types, form)}`;
    report(context, 'type', node, message, helpForTypes(types));
    return faulty(node);
  }
  if (name === 'matches') reportPattern(args[1], context);
  const type = joinAll(fitting.map((overload) => overload.result(types)));
  const runs = args.map((argument) => argument.run);
  return { node, type, run: running(name, form, fitting, runs) };
}

function fits(parameters: readonly Parameter[], types: readonly Type[]): boolean {
  if (parameters.length !== types.length) return false;
  return parameters.every((parameter, index) => accepts(parameter.type, types[index] as Type));
}

function running(name: string, form: Form, overloads: readonly Overload[], args: readonly Run[]): Run {
  return (frame: Frame) => {
    const values = args.map((run) => run(frame));
    for (const { parameters, run } of overloads) {
      const read = readArguments(parameters, values);
      if (read !== undefined) return run(read, frame);
    }
    const kinds = values.map(kindOf).join(', ');
    throw new EvaluationFault(`\`${name}\` takes ${signatures(overloads, form)}, not ${kinds}`);
  };
}

function readArguments(parameters: readonly Parameter[], values: readonly Value[]): Value[] | undefined {
  const read: Value[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index]?.read(values[index] as Value);
    if (value === undefined) return undefined;
    read.push(value);
  }
  return read;
}

/** What it takes, for a message: `(string) or (list)`, or `(string, int) on string` for a method. */
function signatures(overloads: readonly Overload[], form: Form): string {
  const each = overloads.map(({ parameters }) => {
    const types = parameters.map(({ type }) => type);
    return typeList(types, form);
  });
  return [...new Set(each)].join(' or ');
}

function typeList(types: readonly Type[], form: Form): string {
  const names = types.map(typeName);
  if (form === 'call') return `(${names.join(', ')})`;
  return `(${names.slice(1).join(', ')}) on ${names[0]}`;
}

function helpForTypes(types: readonly Type[]): string | undefined {
  return types.some((type) => type.kind === 'optional') ? 'say what holds when it is absent: .orValue(…)' : undefined;
}

function helpForCall(name: string, form: Form): string | undefined {
  const methods = [...builtinNames('method'), ...macroNames, ...optionalMethodNames];
  const calls = [...builtinNames('call'), 'has'];
  if (form === 'call' && methods.includes(name)) return `it is a method: write x.${name}(…)`;
  if (form === 'method' && calls.includes(name)) return `it is a function: write ${name}(…)`;
  const near = nearest(name, form === 'call' ? calls : methods);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

/** A pattern that is written down is compiled now, so that a slip in it is found now. */
function reportPattern(pattern: Term | undefined, context: Context): void {
  if (typeof pattern?.literal !== 'string') return;
  try {
    compilePattern(pattern.literal);
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    report(context, 'type', pattern.node, `${show(context, pattern.node)}: ${error.message}`);
  }
}
