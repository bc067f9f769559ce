/** Texts that are expressions as they stand (`when`, `set`), ready to run. */
import { conditionOf } from '../expressions/condition.ts';
import { prepareExpression } from '../expressions/program.ts';
import type { Scope } from '../expressions/types.ts';
import type { Program } from '../policy.ts';

/** A text that is faulty gives a program that says so whenever it runs. */
export function prepareText(text: string, scope: Scope): Program {
  const condition = conditionOf(text);
  return prepareExpression('faults' in condition ? text : condition.source, scope);
}
