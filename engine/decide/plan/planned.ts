/** What planning a step can come to. A fault is an expression that could not be evaluated. */
import { canonicalJson, type JsonObject } from '../../../schema/json.ts';
import type { Expr } from '../../compile/workflow.ts';
import type { Ask, ErrorValue } from '../../events.ts';
import { evaluate } from '../../values.ts';
import type { Site } from '../context.ts';

export type Planned =
  | { readonly plan: JsonObject }
  | { readonly fault: string }
  | { readonly fails: ErrorValue }
  /** A person has to answer; without an `expiresAt` for as long as it takes. */
  | { readonly asks: Omit<Ask, 'id'> }
  /** Nothing happens until then, in milliseconds since the epoch. */
  | { readonly waits: number };

export type Rendered = { readonly text: string } | { readonly fault: string };

/** Renders one of the step's expressions as text; '' where the step has none under this key. */
export function renderText(site: Site, key: string): Rendered {
  const expr = site.step.exprs[key];
  return expr ? renderExpr(site, expr, key) : { text: '' };
}

export function renderExpr(site: Site, expr: Expr, key: string): Rendered {
  const evaluation = evaluate(site.workflow, site.state, site.frame, expr);
  if ('fault' in evaluation) return { fault: `${key}: ${evaluation.fault}` };
  const { value } = evaluation;
  if (value === null || value === undefined) return { text: '' };
  return { text: typeof value === 'string' ? value : canonicalJson(value) };
}

/** A whole number of at least `least`, written down or as an expression. */
export function renderCount(
  site: Site,
  key: string,
  given: unknown,
  otherwise: number,
  least = 1,
): { count: number } | { fault: string } {
  const expr = site.step.exprs[key];
  if (!expr) return { count: typeof given === 'number' ? given : otherwise };
  const evaluation = evaluate(site.workflow, site.state, site.frame, expr);
  if ('fault' in evaluation) return { fault: `${key}: ${evaluation.fault}` };
  const count = evaluation.value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < least) {
    return { fault: `${key}: ${JSON.stringify(count ?? null)} is not a whole number of at least ${least}` };
  }
  return { count };
}
