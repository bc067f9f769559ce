/**
 * What stops an evaluation. Thrown inside this folder, and by getters of the values for what is not known:
 * `evaluateExpression` turns it into a value. CEL absorbs a fault where the other side decides (`broken || true`); a
 * spent budget is `final`, so that nothing absorbs it.
 *
 * It is no Error: faults are ordinary (what is not known throws one in every policy that reads it), nobody ever sees
 * their stack, and walking it would be most of what a judgement costs.
 */
export class EvaluationFault {
  readonly message: string;
  readonly final: boolean;

  constructor(message: string, options?: { readonly final?: boolean }) {
    this.message = message;
    this.final = options?.final ?? false;
  }
}

/** Rethrows what `||`, `&&` and the quantifiers must not absorb: a spent budget, and errors that are not ours. */
export function absorb(error: unknown): EvaluationFault {
  if (error instanceof EvaluationFault && !error.final) return error;
  throw error;
}
