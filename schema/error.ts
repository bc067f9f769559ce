/** A broken invariant, or an edge that cannot go on: never bad input (that is an `Issue`) and never a step's failure. */
export class OmniError extends Error {
  readonly code: `OMNI${number}`;
  readonly help: string | undefined;

  constructor(code: `OMNI${number}`, message: string, options: { cause?: unknown; help?: string } = {}) {
    super(message, { cause: options.cause });
    this.name = 'OmniError';
    this.code = code;
    this.help = options.help;
  }
}
