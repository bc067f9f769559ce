/**
 * Elaboration turns a syntax tree into a term: its type, and the closure that evaluates it. One walk does both, so
 * what is checked is what runs. Faults and reads are collected on the way; a faulty part counts as dyn, so that one
 * mistake is told once and the rest is still checked.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Json } from '../../../schema/json.ts';
import type { Span } from '../../../schema/problem.ts';
import { type Budget, MAX_STEPS } from '../budget.ts';
import { DYN } from '../relate.ts';
import type { Fault, FaultCode, Read, Scope, Type } from '../types.ts';
import type { Value } from '../values.ts';

/** What one evaluation has in its hands. */
export interface Frame extends Budget {
  /** The values of the scope; never copied. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The variables of the macros around, by nesting. */
  readonly locals: Value[];
}

export function frameOf(values: Readonly<Record<string, unknown>>): Frame {
  return { values, locals: [], stepsLeft: MAX_STEPS, patterns: new Set() };
}

export type Run = (frame: Frame) => Value;

export interface Term {
  readonly node: ASTNode;
  readonly type: Type;
  readonly run: Run;
  /** The value, where it is written down. */
  readonly literal?: Json;
}

/** The variable of a macro. */
export interface Local {
  readonly slot: number;
  readonly type: Type;
}

export interface Context {
  readonly source: string;
  readonly scope: Scope;
  readonly locals: ReadonlyMap<string, Local>;
  /** How many macros are around: the slot of the next variable. */
  readonly nesting: number;
  /** Paths that are known to be present here, because of a `has()` around; see `guards.ts`. */
  readonly guards: readonly (readonly string[])[];
  readonly faults: Fault[];
  readonly reads: Read[];
  /** Terms made so far: the difference is the size of a body. */
  readonly count: { terms: number };
  /** Elaborates a part; here, so that the forms do not import each other. */
  term(node: ASTNode, context: Context): Term;
}

export function report(context: Context, code: FaultCode, span: Span, message: string, help?: string): void {
  context.faults.push({ code, span: { start: span.start, end: span.end }, message, ...(help && { help }) });
}

/** A part that has been reported: dyn, so that nothing around it is reported for it. Such a program never runs. */
export function faulty(node: ASTNode): Term {
  return { node, type: DYN, run: () => null };
}

const SHOWN_LENGTH = 60;

/** The source of a part, for a message. */
export function show(context: Context, node: ASTNode): string {
  const text = context.source.slice(node.start, node.end);
  return `\`${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text}\``;
}

/** Where the name of a method stands: after the end of what it is called on. */
export function methodSpan(context: Context, node: ASTNode, name: string, receiver: ASTNode): Span {
  const start = context.source.indexOf(name, receiver.end);
  return start < 0 ? node : { start, end: start + name.length };
}
