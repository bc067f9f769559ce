/** `+ - * / %`: of numbers, and `+ -` of strings, lists, timestamps and durations. */
import { charge, chargeString } from '../budget.ts';
import { type ArithmeticOperator, calculate } from '../numbers.ts';
import {
  DOUBLE,
  DURATION,
  DYN,
  EXACT_INT,
  isNumeric,
  join,
  joinNumbers,
  listOf,
  STRING,
  TIMESTAMP,
} from '../relate.ts';
import { timestampOf } from '../time.ts';
import type { Type } from '../types.ts';
import { Duration, isList, isNumber, type Value } from '../values.ts';
import { type Operator, refuse } from './operator.ts';
import type { Frame } from './term.ts';

export function arithmetic(operator: ArithmeticOperator): Operator {
  return {
    result(left, right) {
      if (isNumeric(left) && isNumeric(right))
        return operator === '/' ? quotient(left, right) : joinNumbers(left, right);
      if (left.kind === 'dyn' || right.kind === 'dyn')
        return dynArithmetic(operator, left.kind === 'dyn' ? right : left);
      return ofOthers(operator, left, right);
    },
    run(left, right, frame) {
      if (isNumber(left) && isNumber(right)) return calculate(operator, left, right);
      if (operator === '+') return add(left, right, frame);
      if (operator === '-') return subtract(left, right);
      return refuse(operator, left, right);
    },
  };
}

/** Only ints of CEL are divided as ints; an integer of JSON is a double. */
function quotient(left: Type, right: Type): Type {
  return joinNumbers(left, right) === EXACT_INT ? EXACT_INT : DOUBLE;
}

/** What an operator may give when one side is dyn. */
function dynArithmetic(operator: ArithmeticOperator, other: Type): Type | undefined {
  if (other.kind === 'dyn' || isNumeric(other)) return DYN;
  if (operator === '+' && other.kind === 'string') return STRING;
  if (operator === '+' && other.kind === 'list') return listOf(DYN);
  const hasTime = other.kind === 'timestamp' || other.kind === 'duration';
  return hasTime && (operator === '+' || operator === '-') ? DYN : undefined;
}

function ofOthers(operator: ArithmeticOperator, left: Type, right: Type): Type | undefined {
  const kinds = `${left.kind} ${operator} ${right.kind}`;
  switch (kinds) {
    case 'string + string':
      return joinText(left, right);
    case 'list + list':
      return join(left, right);
    case 'timestamp + duration':
    case 'duration + timestamp':
    case 'timestamp - duration':
      return TIMESTAMP;
    case 'timestamp - timestamp':
    case 'duration + duration':
    case 'duration - duration':
      return DURATION;
    default:
      return undefined;
  }
}

/** A text that holds free text is free. */
function joinText(left: Type, right: Type): Type {
  const free = [left, right].some((type) => type.kind === 'string' && type.freeText);
  return free ? { kind: 'string', freeText: true } : STRING;
}

function add(left: Value, right: Value, frame: Frame): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    chargeString(frame, left.length + right.length);
    return left + right;
  }
  if (isList(left) && isList(right)) {
    charge(frame, left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Date && right instanceof Duration) return timestampOf(left.getTime() + right.ms);
  if (left instanceof Duration && right instanceof Date) return timestampOf(right.getTime() + left.ms);
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.ms + right.ms);
  return refuse('+', left, right);
}

function subtract(left: Value, right: Value): Value {
  if (left instanceof Date && right instanceof Date) return new Duration(left.getTime() - right.getTime());
  if (left instanceof Date && right instanceof Duration) return timestampOf(left.getTime() - right.ms);
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.ms - right.ms);
  return refuse('-', left, right);
}
