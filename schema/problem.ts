/** Where a value stands in a document: the keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** A stretch of one string value, in UTF-16 code units of the *value* (not of the YAML that spells it). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Something wrong with a checked spec, said by its path. `schema/` turns it into an `Issue` with file, line and
 * column; whoever finds it needs no positions, so checks run on a spec that came out of a journal as well.
 */
export interface Problem {
  readonly code: `OMNI${number}`;
  readonly path: Path;
  readonly span?: Span;
  readonly message: string;
  readonly help?: string;
}
