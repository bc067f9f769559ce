/** What can be read off the text of an expression: what must be so for it to be true, and what a sum is of. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { conditionOf } from './condition.ts';
import { parseExpression } from './parse.ts';
import { pathOf } from './thresholds.ts';

/** A name from the root of the scope, and the text that it must equal. */
export interface Demand {
  readonly path: readonly string[];
  readonly equals: string;
}

/**
 * The equalities with a literal without which the condition is never true: those that `&&` joins at its top. What is
 * said in another way is not read, so there may be more.
 */
export function demandsOf(text: string): readonly Demand[] {
  const condition = conditionOf(text);
  if ('faults' in condition) return [];
  const parsed = parseExpression(condition.source);
  return 'fault' in parsed ? [] : conjuncts(parsed.tree);
}

/** The terms of a sum, as they are written: `a + b + c` is three, anything else is one. */
export function sumOf(source: string): readonly string[] {
  const parsed = parseExpression(source);
  return 'fault' in parsed ? [] : terms(parsed.tree).map(({ start, end }) => source.slice(start, end));
}

function terms(node: ASTNode): readonly ASTNode[] {
  return node.op === '+' ? [...terms(node.args[0]), node.args[1]] : [node];
}

function conjuncts(node: ASTNode): readonly Demand[] {
  if (node.op === '&&') return node.args.flatMap(conjuncts);
  if (node.op !== '==') return [];
  const [left, right] = node.args;
  return demandOf(left, right) ?? demandOf(right, left) ?? [];
}

function demandOf(name: ASTNode, literal: ASTNode): readonly Demand[] | undefined {
  const path = pathOf(name);
  if (path === undefined || literal.op !== 'value' || typeof literal.args !== 'string') return undefined;
  return [{ path, equals: literal.args }];
}
