/**
 * Arithmetic. Two ints give an int of 64 bits (and overflow is a fault), anything else a double: JSON numbers are
 * doubles, and an int that meets one becomes one.
 */
import { EvaluationFault } from './fault.ts';

export const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n } as const;

export function inInt64(value: bigint): bigint {
  if (value >= INT64.min && value <= INT64.max) return value;
  throw new EvaluationFault('this is outside the range of an int (64 bits)');
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

interface Arithmetic {
  ints(left: bigint, right: bigint): bigint;
  doubles(left: number, right: number): number;
}

const ARITHMETIC: Readonly<Record<ArithmeticOperator, Arithmetic>> = {
  '+': { ints: (a, b) => a + b, doubles: (a, b) => a + b },
  '-': { ints: (a, b) => a - b, doubles: (a, b) => a - b },
  '*': { ints: (a, b) => a * b, doubles: (a, b) => a * b },
  '/': { ints: (a, b) => a / notZero(b), doubles: (a, b) => a / b },
  '%': { ints: (a, b) => a % notZero(b), doubles: (a, b) => a % b },
};

function notZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new EvaluationFault('this divides by zero');
  return divisor;
}

export function calculate(
  operator: ArithmeticOperator,
  left: number | bigint,
  right: number | bigint,
): number | bigint {
  const { ints, doubles } = ARITHMETIC[operator];
  if (typeof left === 'bigint' && typeof right === 'bigint') return inInt64(ints(left, right));
  return doubles(Number(left), Number(right));
}

export function negate(value: number | bigint): number | bigint {
  return typeof value === 'bigint' ? inInt64(-value) : -value;
}
