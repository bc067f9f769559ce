/** A positioned problem. */

/** `line` and `column` count from 1; `column` counts UTF-16 code units; the end is exclusive. */
export interface Issue {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly help?: string;
}
