/**
 * Programs: an expression that has been parsed, checked and made ready to run, remembered per scope and source. The
 * scope is told by identity, so whoever evaluates keeps the scope it was checked with.
 */
import type { Json } from '../../schema/json.ts';
import { elaborate, frameOf } from './elaborate/index.ts';
import type { Frame, Run } from './elaborate/term.ts';
import { expectationFault } from './expect.ts';
import { EvaluationFault } from './fault.ts';
import { toJson } from './leave.ts';
import { parseExpression, tooDeep } from './parse.ts';
import type { Check, Checked, Evaluation, Fault, Scope, Type } from './types.ts';

type Program = { readonly checked: Checked; readonly run: Run } | { readonly faults: readonly Fault[] };

/** Programs that one scope remembers; when there are more, it begins anew. */
const MAX_PROGRAMS = 2000;
const programs = new WeakMap<Scope, Map<string, Program>>();

export function programOf(source: string, scope: Scope): Program {
  const known = programs.get(scope) ?? new Map<string, Program>();
  programs.set(scope, known);
  const found = known.get(source);
  if (found !== undefined) return found;
  if (known.size >= MAX_PROGRAMS) known.clear();
  const program = compile(source, scope);
  known.set(source, program);
  return program;
}

function compile(source: string, scope: Scope): Program {
  const parsed = parseExpression(source);
  if ('fault' in parsed) return { faults: [parsed.fault] };
  try {
    const { term, faults, reads } = elaborate(parsed.tree, source, scope);
    if (faults.length > 0) return { faults: inOrder(faults) };
    const closed = term.type.kind === 'string' ? term.type.enum : undefined;
    const { literal } = term;
    return {
      checked: { type: term.type, reads, ...(closed && { closed }), ...(literal !== undefined && { literal }) },
      run: term.run,
    };
  } catch (error) {
    if (error instanceof RangeError) return { faults: [tooDeep(source)] };
    throw error;
  }
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((left, right) => left.span.start - right.span.start);
}

/**
 * Checks one expression of CEL. `expect` is the type that is wanted where it stands.
 * Gives every fault that can be found, in the order of the text.
 */
export function checkExpression(source: string, scope: Scope, expect?: Type): Check {
  const program = programOf(source, scope);
  if ('faults' in program) return program;
  const fault = expectationFault(program.checked, { start: 0, end: source.length }, expect);
  return fault ? { faults: [fault] } : { checked: program.checked };
}

/**
 * Evaluates one expression with the values of its scope: plain JSON, timestamps also as Date. The values are not
 * copied or walked: the cost is that of what the expression touches. Never throws.
 */
export function evaluateExpression(
  source: string,
  scope: Scope,
  values: Readonly<Record<string, unknown>>,
): Evaluation {
  return toEvaluation(() => runIn(source, scope, frameOf(values)));
}

/** An expression that is ready to be evaluated again and again: without looking it up, otherwise the same. */
export function prepareExpression(
  source: string,
  scope: Scope,
): (values: Readonly<Record<string, unknown>>) => Evaluation {
  const program = programOf(source, scope);
  if ('faults' in program) return (values) => evaluateExpression(source, scope, values);
  const { run } = program;
  return (values) => {
    try {
      const frame = frameOf(values);
      return { value: toJson(run(frame), frame) };
    } catch (error) {
      return { fault: tellFault(error) };
    }
  };
}

/** Runs one expression in a frame; throws its fault. */
export function runIn(source: string, scope: Scope, frame: Frame): Json | undefined {
  const program = programOf(source, scope);
  if ('faults' in program) throw new EvaluationFault(program.faults[0]?.message ?? 'this expression is faulty');
  return toJson(program.run(frame), frame);
}

/** Whatever is thrown becomes a fault: also the engine's own RangeError, for a value or a string beyond its limits. */
export function toEvaluation(evaluate: () => Json | undefined): Evaluation {
  try {
    return { value: evaluate() };
  } catch (error) {
    return { fault: tellFault(error) };
  }
}

function tellFault(error: unknown): string {
  if (error instanceof EvaluationFault) return error.message;
  if (error instanceof RangeError) return 'a value is too large or nested too deep';
  return `a value cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
