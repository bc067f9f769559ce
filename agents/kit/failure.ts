/** How a harness fails, as a value that the engine knows. */
import type { ErrorValue } from '../../engine/events.ts';

/** Thrown inside an adapter; it becomes the error of the session's end. */
export class HarnessFailure extends Error {
  readonly value: ErrorValue;

  constructor(message: string, code = 'failed') {
    super(message);
    this.value = { code, message };
  }
}

/** Anything that was thrown, as the error of a session's end. */
export function failureOf(error: unknown): ErrorValue {
  if (error instanceof HarnessFailure) return error.value;
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) };
}
