/** What a harness hands over is a stranger's: it goes no further than this before it is known to be JSON of some depth. */

/** Deeper values are no answer to anything, and whatever walks through one by recursion would run out of stack. */
const deepest = 100;

/** Why a value cannot be judged and journaled, as what follows "it"; undefined: it can. */
export function whyNotPlain(value: unknown): string | undefined {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return `is nested deeper than ${deepest} levels`;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'number' && !Number.isFinite(item)) return 'holds a number that is too large for JSON';
      if (typeof item === 'object' && item !== null) for (const member of Object.values(item)) next.push(member);
      else if (!plainTypes.has(typeof item)) return 'is not JSON';
    }
    level = next;
  }
  return undefined;
}

const plainTypes: ReadonlySet<string> = new Set(['object', 'string', 'number', 'boolean']);
