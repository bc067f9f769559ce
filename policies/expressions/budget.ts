/**
 * What one evaluation may cost, counted in steps and never in time, so that it is the same on every machine. Each
 * round of a macro costs the size of its body, each operation on a list or string its length: a hostile value or a
 * doubling chain (`.map(a, a + a).map(a, a + a)`) ends in a fault after bounded work and bounded memory.
 */
import { EvaluationFault } from './fault.ts';

/** Steps of one evaluation: some tenths of a second. */
export const MAX_STEPS = 5_000_000;
/** The longest string an evaluation may make, in UTF-16 code units. */
const MAX_STRING_LENGTH = 16 * 1024 * 1024;
/** Characters that are copied or compared in one step. */
const CHARACTERS_A_STEP = 16;

export interface Budget {
  stepsLeft: number;
  /** The patterns that have been paid for; see `pattern.ts`. */
  readonly patterns: Set<string>;
}

/** Takes `steps` from the budget; faults when it is spent. */
export function charge(budget: Budget, steps: number): void {
  budget.stepsLeft -= steps;
  if (budget.stepsLeft < 0) {
    throw new EvaluationFault(`this takes more than ${MAX_STEPS.toLocaleString('en')} steps`, { final: true });
  }
}

/** Takes what making or reading a string of this length costs; faults when it is longer than any may be. */
export function chargeString(budget: Budget, length: number): void {
  limitString(length);
  charge(budget, 1 + Math.floor(length / CHARACTERS_A_STEP));
}

/** Faults when a string would be longer than any may be. */
export function limitString(length: number): void {
  if (length > MAX_STRING_LENGTH) {
    throw new EvaluationFault(`this makes a string of more than ${MAX_STRING_LENGTH.toLocaleString('en')} characters`, {
      final: true,
    });
  }
}
