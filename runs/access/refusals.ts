/** Requests that were refused: who tried what, and why it was not done. The newest are kept, and never a secret. */

export interface Refusal {
  readonly at: number;
  readonly address: string;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly host: string;
  readonly why: string;
  /** The id of the token that was not enough. */
  readonly token?: string;
}

export interface Refusals {
  note(refusals: readonly Refusal[]): void;
  /** The newest first. */
  list(limit: number): readonly Refusal[];
}
