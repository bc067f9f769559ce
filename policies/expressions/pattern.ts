/**
 * Patterns are RE2: no pattern takes more time than its program times the text, so none can hang. The `RegExp` of
 * JavaScript could, for thirty characters.
 */
import { RE2JS } from 're2js';
import { type Budget, charge } from './budget.ts';
import { EvaluationFault } from './fault.ts';

/** Longer patterns are faults: a program grows with its source. */
const MAX_PATTERN_LENGTH = 1000;
const MAX_REMEMBERED = 200;
/** What compiling costs, for each instruction of the program. */
const STEPS_OF_AN_INSTRUCTION = 20;

/** Compiles an RE2 pattern. Faults when it is none, or too large. */
export function compilePattern(source: string): RE2JS {
  limitPattern(source);
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw new EvaluationFault(`this is not an RE2 pattern: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Faults when a pattern is longer than any may be. */
export function limitPattern(source: string): void {
  if (source.length <= MAX_PATTERN_LENGTH) return;
  throw new EvaluationFault(`this pattern has more than ${MAX_PATTERN_LENGTH} characters`);
}

/**
 * Gives the program of a pattern and takes what matching it with `text` costs. Programs are remembered between
 * evaluations, and bounded, since patterns may come from values. The cost must not depend on what is remembered, or
 * a replay could end otherwise: an evaluation pays for each pattern that is new to it.
 */
export function remember(compile: (source: string) => RE2JS): (source: string, text: string, budget: Budget) => RE2JS {
  const known = new Map<string, RE2JS>();
  return (source, text, budget) => {
    const found = known.get(source);
    const program = found ?? compile(source);
    if (found === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(source, program);
    }
    const size = program.programSize();
    if (!budget.patterns.has(source) || budget.patterns.size > MAX_REMEMBERED) {
      charge(budget, size * STEPS_OF_AN_INSTRUCTION);
      budget.patterns.add(source);
    }
    charge(budget, 1 + Math.ceil((text.length * size) / 16));
    return program;
  };
}

const programOf = remember(compilePattern);

/** Whether the pattern is found anywhere in the text. */
export function matchesPattern(text: string, pattern: string, budget: Budget): boolean {
  return programOf(pattern, text, budget).test(text);
}
