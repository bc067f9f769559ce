/** Spans of a part, moved to where the part stands in its text. */
import type { Span } from '../../schema/problem.ts';

export function shift<Positioned extends { readonly span: Span }>(
  all: readonly Positioned[],
  by: number,
): Positioned[] {
  return all.map((each) => ({ ...each, span: { start: each.span.start + by, end: each.span.end + by } }));
}
