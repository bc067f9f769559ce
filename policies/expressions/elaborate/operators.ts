/** Operators between two parts, and the minus before one. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { EvaluationFault } from '../fault.ts';
import { type ArithmeticOperator, negate } from '../numbers.ts';
import { BOOL, DYN, isNumeric, typeName } from '../relate.ts';
import type { Type } from '../types.ts';
import { isNumber, kindOf } from '../values.ts';
import { arithmetic } from './arithmetic.ts';
import { reportComparison } from './comparisons.ts';
import { elaborateInt } from './literals.ts';
import type { Operator } from './operator.ts';
import { equality, MEMBERSHIP, ordering } from './relations.ts';
import { type Context, type Run, report, type Term } from './term.ts';

type BinaryOperator = ArithmeticOperator | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
type BinaryNode = Extract<ASTNode, { op: BinaryOperator }>;

export function elaborateBinary(node: BinaryNode, context: Context): Term {
  const left = context.term(node.args[0], context);
  const right = context.term(node.args[1], context);
  const operator = OPERATORS[node.op];
  const type = resultOf(node.op, left.type, right.type);
  if (type === undefined) reportOperands(node, left, right, context);
  else if (COMPARISONS.has(node.op)) reportComparison(node, left, right, context);
  const [runLeft, runRight] = [left.run, right.run];
  const run: Run = (frame) => operator.run(runLeft(frame), runRight(frame), frame);
  return { node, type: type ?? DYN, run };
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

function resultOf(operator: BinaryOperator, left: Type, right: Type): Type | undefined {
  if (left.kind === 'optional' || right.kind === 'optional') {
    // Two optionals can be equal; anything else wants the value inside.
    return left.kind === right.kind && (operator === '==' || operator === '!=') ? BOOL : undefined;
  }
  return OPERATORS[operator].result(left, right);
}

function reportOperands(node: BinaryNode, left: Term, right: Term, context: Context): void {
  const message = `\`${node.op}\` does not take ${typeName(left.type)} and ${typeName(right.type)}`;
  report(context, 'type', node, message, helpForOperands(node.op, left.type, right.type));
}

function helpForOperands(operator: BinaryOperator, left: Type, right: Type): string | undefined {
  if (left.kind === 'optional' || right.kind === 'optional') return 'say what holds when it is absent: .orValue(…)';
  if (operator === 'in') return right.kind === 'string' ? 'for a part of a string write .contains(…)' : undefined;
  const kinds = [left.kind, right.kind];
  if (kinds.includes('string') && kinds.includes('timestamp')) return "write timestamp('…') around the string";
  if (!kinds.includes('string') || !(isNumeric(left) || isNumeric(right))) return undefined;
  return operator === '+' ? 'write string(…) around the number' : 'write int(…) or double(…) around the string';
}

const OPERATORS: Readonly<Record<BinaryOperator, Operator>> = {
  '+': arithmetic('+'),
  '-': arithmetic('-'),
  '*': arithmetic('*'),
  '/': arithmetic('/'),
  '%': arithmetic('%'),
  '==': equality(true),
  '!=': equality(false),
  '<': ordering('<', (order) => order < 0),
  '<=': ordering('<=', (order) => order <= 0),
  '>': ordering('>', (order) => order > 0),
  '>=': ordering('>=', (order) => order >= 0),
  in: MEMBERSHIP,
};

export function elaborateMinus(node: Extract<ASTNode, { op: '-_' }>, context: Context): Term {
  const operandNode = node.args;
  if (operandNode.op === 'value' && typeof operandNode.args === 'bigint') {
    return elaborateInt(node, -operandNode.args, context);
  }
  const operand = context.term(operandNode, context);
  const { type } = operand;
  if (!isNumeric(type) && type.kind !== 'dyn') report(context, 'type', node, `\`-\` does not take ${typeName(type)}`);
  const run: Run = (frame) => {
    const value = operand.run(frame);
    if (isNumber(value)) return negate(value);
    throw new EvaluationFault(`\`-\` does not take ${kindOf(value)}`);
  };
  const literal = typeof operand.literal === 'number' ? { literal: -operand.literal } : {};
  return { node, type: isNumeric(type) ? type : DYN, run, ...literal };
}
