/** What a check is told from outside. */
import type { Json } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape, Shapes } from '../shape.ts';
import type { Finding } from './finding.ts';

export interface Checker {
  /** Our own shapes, for `$ref`. */
  readonly shapes: Shapes;
  /** Whether a pattern is found in a text. */
  readonly matches: (pattern: string, text: string) => boolean;
  /** Picks the shape behind a `$ref` by the value, or says why there is none; undefined: the shape of that name. */
  readonly choose?: (name: string, value: Json, path: Path) => { shape: Shape } | { findings: Finding[] } | undefined;
  /** Says more about a key that a map does not know; undefined: it is simply unknown. */
  readonly explainKey?: (key: string, path: Path) => Finding | undefined;
}

/** Checks what stands inside a map or a list. */
export type Visit = (shape: Shape, value: Json, path: Path) => Finding[];
