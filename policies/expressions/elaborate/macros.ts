/**
 * Macros: `all`, `exists`, `exists_one`, `map` and `filter`, over the elements of a list or the keys of a map. Their
 * variable hides a name of the scope. Nesting is limited, and each round costs the size of the body.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { charge } from '../budget.ts';
import { absorb, EvaluationFault } from '../fault.ts';
import { BOOL, DYN, listOf, STRING, typeName } from '../relate.ts';
import { readTimestamp } from '../time.ts';
import type { Type } from '../types.ts';
import { isList, isMap, type Value } from '../values.ts';
import { elaborateCondition } from './logic.ts';
import { type Context, type Frame, faulty, type Run, report, show, type Term } from './term.ts';

type MethodNode = Extract<ASTNode, { op: 'rcall' }>;

/** Macros within the bodies of macros. */
const MAX_NESTING = 3;
/** A fault that a quantifier absorbs costs more than a step: it is thrown and caught. */
const STEPS_OF_A_FAULT = 100;

/** The range of a macro and the context of its body. */
interface Range {
  readonly element: Type;
  readonly context: Context;
  /** Begins a run: gives the elements, and sets the variable to one of them, for what a round costs. */
  begin(frame: Frame, bodySize: number): { elements: readonly Value[]; take(element: Value): Value };
  /** The terms that have been elaborated for the body so far. */
  bodySize(): number;
}

interface Macro {
  readonly arguments: readonly number[];
  elaborate(node: MethodNode, parts: readonly ASTNode[], range: Range): Term;
}

const MACROS: Readonly<Record<string, Macro>> = {
  all: { arguments: [1], elaborate: (node, parts, range) => elaborateQuantifier(node, parts, range, false) },
  exists: { arguments: [1], elaborate: (node, parts, range) => elaborateQuantifier(node, parts, range, true) },
  exists_one: { arguments: [1], elaborate: elaborateExistsOne },
  filter: { arguments: [1], elaborate: elaborateFilter },
  map: { arguments: [1, 2], elaborate: elaborateMapping },
};

export const macroNames: readonly string[] = Object.keys(MACROS);

export function elaborateMacro(node: MethodNode, context: Context): Term {
  const [name, rangeNode, [variable, ...parts]] = node.args;
  const macro = MACROS[name];
  const range = context.term(rangeNode, context);
  if (!macro?.arguments.includes(parts.length) || variable?.op !== 'id') {
    report(context, 'type', node, `${name}() takes a variable and an expression`, `write it as .${name}(x, …)`);
    return faulty(node);
  }
  if (context.nesting >= MAX_NESTING) {
    report(context, 'limit', node, `macros are nested at most ${MAX_NESTING} deep`);
    return faulty(node);
  }
  return macro.elaborate(node, parts, rangeOf(range, variable.args, context));
}

function rangeOf(range: Term, variable: string, context: Context): Range {
  const element = elementType(range, context);
  const slot = context.nesting;
  const locals = new Map(context.locals).set(variable, { slot, type: element });
  const before = context.count.terms;
  return {
    element,
    context: { ...context, locals, nesting: slot + 1 },
    bodySize: () => context.count.terms - before,
    begin(frame, bodySize) {
      const take = (item: Value) => {
        charge(frame, 1 + bodySize);
        const value = element.kind === 'timestamp' ? readTimestamp(item) : item;
        frame.locals[slot] = value;
        return value;
      };
      return { elements: elementsOf(range, frame, context), take };
    },
  };
}

function elementType({ type, node }: Term, context: Context): Type {
  switch (type.kind) {
    case 'list':
      return type.of;
    case 'map':
    case 'object':
      return STRING;
    case 'dyn':
      return DYN;
    default: {
      const help = type.kind === 'optional' ? 'say what holds when it is absent: .orValue([])' : undefined;
      report(context, 'type', node, `a macro goes over a list or map, not over ${typeName(type)}`, help);
      return DYN;
    }
  }
}

function elementsOf(range: Term, frame: Frame, context: Context): readonly Value[] {
  const value = range.run(frame);
  if (isList(value)) return value;
  if (!isMap(value)) throw new EvaluationFault(`${show(context, range.node)} is not a list or map`);
  // Sorted: a value that comes out of the journal has its keys in another order than the one it went in with.
  const keys = Object.keys(value).sort();
  charge(frame, keys.length);
  return keys;
}

/** A fault in one round counts only when no other round decides. */
function elaborateQuantifier(node: MethodNode, parts: readonly ASTNode[], range: Range, decides: boolean): Term {
  const holds = condition(node, parts[0], range);
  const size = range.bodySize();
  const run: Run = (frame) => {
    const { elements, take } = range.begin(frame, size);
    let fault: EvaluationFault | undefined;
    for (const element of elements) {
      take(element);
      try {
        if (holds(frame) === decides) return decides;
      } catch (error) {
        fault = absorb(error);
        charge(frame, STEPS_OF_A_FAULT);
      }
    }
    if (fault !== undefined) throw fault;
    return !decides;
  };
  return { node, type: BOOL, run };
}

function elaborateExistsOne(node: MethodNode, parts: readonly ASTNode[], range: Range): Term {
  const holds = condition(node, parts[0], range);
  const size = range.bodySize();
  const run: Run = (frame) => {
    const { elements, take } = range.begin(frame, size);
    let found = 0;
    for (const element of elements) {
      take(element);
      if (holds(frame)) found++;
    }
    return found === 1;
  };
  return { node, type: BOOL, run };
}

function elaborateFilter(node: MethodNode, parts: readonly ASTNode[], range: Range): Term {
  const holds = condition(node, parts[0], range);
  const size = range.bodySize();
  const run: Run = (frame) => {
    const { elements, take } = range.begin(frame, size);
    const kept: Value[] = [];
    for (const element of elements) {
      const value = take(element);
      if (holds(frame)) kept.push(value);
    }
    return kept;
  };
  return { node, type: listOf(range.element), run };
}

/** `map(x, transform)` or `map(x, condition, transform)`. */
function elaborateMapping(node: MethodNode, parts: readonly ASTNode[], range: Range): Term {
  const [first, second] = parts;
  const holds = second === undefined ? undefined : condition(node, first, range);
  const transform = range.context.term(second ?? first ?? node, range.context);
  const size = range.bodySize();
  const run: Run = (frame) => {
    const { elements, take } = range.begin(frame, size);
    const results: Value[] = [];
    for (const element of elements) {
      take(element);
      if (holds === undefined || holds(frame)) results.push(transform.run(frame));
    }
    return results;
  };
  return { node, type: listOf(transform.type), run };
}

function condition(node: MethodNode, part: ASTNode | undefined, range: Range): (frame: Frame) => boolean {
  return elaborateCondition(part ?? node, range.context, `${node.args[0]}()`);
}
