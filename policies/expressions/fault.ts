/**
 * What stops an evaluation. Thrown inside this folder, and by getters of the values for what is not known:
 * `evaluateExpression` turns it into a value. CEL absorbs a fault where the other side decides (`broken || true`); a
 * spent budget is `final`, so that nothing absorbs it.
 */
export class EvaluationFault extends Error {
  readonly final: boolean;

  constructor(message: string, options: { final?: boolean } = {}) {
    super(message);
    this.name = 'EvaluationFault';
    this.final = options.final ?? false;
  }
}

/** Rethrows what `||`, `&&` and the quantifiers must not absorb: a spent budget, and errors that are not ours. */
export function absorb(error: unknown): EvaluationFault {
  if (error instanceof EvaluationFault && !error.final) return error;
  throw error;
}
