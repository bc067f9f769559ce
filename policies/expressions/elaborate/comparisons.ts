/**
 * Comparisons that pass the types and still cannot mean what they say: free text against a literal, and a closed set
 * against a value that is not in it.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { listValues } from '../relate.ts';
import { nearest } from '../suggest.ts';
import type { Type } from '../types.ts';
import { type Context, report, show, type Term } from './term.ts';

export function reportComparison(node: ASTNode, left: Term, right: Term, context: Context): void {
  if (reportFreeText(node, left, right, context) || reportFreeText(node, right, left, context)) return;
  if (!reportClosed(left, right, context)) reportClosed(right, left, context);
}

function isFree(type: Type): boolean {
  return type.kind === 'list' ? isFree(type.of) : type.kind === 'string' && type.freeText === true;
}

function reportFreeText(node: ASTNode, free: Term, other: Term, context: Context): boolean {
  if (!isFree(free.type) || other.literal === undefined || other.literal === null) return false;
  const message = `${show(context, free.node)} is free text: what it says is not in a fixed form`;
  report(context, 'free-text', node, message, 'ask for an `output` with a schema, and compare a member of that');
  return true;
}

/** Reports what `closed` can never be; `other` may be one value, or a list of them. */
function reportClosed(closed: Term, other: Term, context: Context): boolean {
  const values = closed.type.kind === 'list' ? stringValues(closed.type.of) : stringValues(closed.type);
  if (values === undefined || closed.literal !== undefined || other.literal === undefined) return false;
  const compared = Array.isArray(other.literal) ? other.literal : [other.literal];
  const never = compared.filter((value): value is string => typeof value === 'string' && !values.includes(value));
  for (const value of never) {
    const near = nearest(value, values);
    const help = near === undefined ? `it is one of ${listValues(values)}` : `did you mean '${near}'?`;
    report(context, 'type', spanOf(value, other.node), `${show(context, closed.node)} is never '${value}'`, help);
  }
  return never.length > 0;
}

function stringValues(type: Type): readonly string[] | undefined {
  return type.kind === 'string' ? type.enum : undefined;
}

/** The element of a written list that is this value, else the whole. */
function spanOf(value: string, node: ASTNode): ASTNode {
  if (node.op !== 'list') return node;
  return node.args.find((item) => item.op === 'value' && item.args === value) ?? node;
}
