/**
 * Conditions: the text of `if`, `until` and `when` is an expression as it stands. Braces round the whole of it are
 * taken for what they mean; round a part they are a fault, since what they give would be text, and text is no bool.
 */
import { checkExpression, evaluateExpression } from './program.ts';
import { BOOL } from './relate.ts';
import { findOutside } from './scan.ts';
import { shift } from './span.ts';
import { OPEN, parseTemplate } from './template.ts';
import type { Check, Fault, Scope, Type } from './types.ts';

/** The expression of a condition, and where it begins in the text. */
type Condition = { readonly source: string; readonly start: number } | { readonly faults: readonly Fault[] };

/** The expression in the text of a condition, without braces round the whole. */
export function conditionOf(text: string): Condition {
  const source = text.trim();
  const start = text.indexOf(source);
  const open = findOutside(source, OPEN);
  if (open === undefined) return { source, start };
  const template = parseTemplate(source);
  if ('faults' in template) return { faults: shift(template.faults, start) };
  const [part] = template.parts;
  if (template.whole && typeof part === 'object') return { source: part.expression, start: start + part.span.start };
  const span = { start: start + open, end: start + open + OPEN.length };
  const message = `this already is an expression, and \`\${{ }}\` stands round a part of it`;
  return { faults: [{ code: 'template', span, message, help: 'leave the braces out' }] };
}

/** Checks the text of an `if` or `until`: an expression, bare or as one whole `${{ }}`, that gives a bool. */
export function checkCondition(text: string, scope: Scope): Check {
  return checkBare(text, scope, BOOL);
}

/** Checks a text that is an expression as it stands, like a condition, and gives a value of the type that is wanted. */
export function checkBare(text: string, scope: Scope, expect?: Type): Check {
  const condition = conditionOf(text);
  if ('faults' in condition) return condition;
  const { source, start } = condition;
  const check = checkExpression(source, scope, expect);
  if ('faults' in check) return { faults: shift(check.faults, start) };
  const reads = shift(check.checked.reads, start);
  return { checked: { ...check.checked, reads } };
}

/** Evaluates a condition. What is no bool at run time is a fault. Never throws. */
export function evaluateCondition(
  text: string,
  scope: Scope,
  values: Readonly<Record<string, unknown>>,
): { readonly value: boolean } | { readonly fault: string } {
  const condition = conditionOf(text);
  if ('faults' in condition) return { fault: condition.faults[0]?.message ?? 'this condition is faulty' };
  const evaluation = evaluateExpression(condition.source, scope, values);
  if ('fault' in evaluation) return evaluation;
  if (typeof evaluation.value === 'boolean') return { value: evaluation.value };
  return { fault: `the condition \`${condition.source}\` gives no bool` };
}
