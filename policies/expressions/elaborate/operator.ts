/** What a binary operator is: the type it gives for two types, and what it does with two values. */
import { EvaluationFault } from '../fault.ts';
import type { Type } from '../types.ts';
import { kindOf, type Value } from '../values.ts';
import type { Frame } from './term.ts';

export interface Operator {
  /** The type of the result; undefined when these types have none. */
  result(left: Type, right: Type): Type | undefined;
  run(left: Value, right: Value, frame: Frame): Value;
}

/** Two values that a dyn let through, and the operator does not take. */
export function refuse(operator: string, left: Value, right: Value): never {
  throw new EvaluationFault(`\`${operator}\` does not take ${kindOf(left)} and ${kindOf(right)}`);
}
