/** `review`: for every agent that may have written, some reviewer of another vendor must exist. */
import type { ReviewStep } from '../../../schema/steps/index.ts';
import { nameInRun } from '../flow.ts';
import { int, leafFields } from '../scope.ts';
import type { Expr } from '../workflow.ts';
import { type Compiled, checkAgents, type Site, siblingOf } from './site.ts';

export const defaultRounds = 3;

export function compileReview(site: Site<ReviewStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  const { checker } = context;
  const exprs: Record<string, Expr> = {};
  const writer = siblingOf(site, spec.review, 'review');
  if (writer && writer.kind !== 'agent') {
    checker.add(
      'OMNI3004',
      [...path, 'review'],
      `Step '${spec.review}' is no agent step, so it has no diff to review.`,
    );
  }
  checkAgents(site, spec.reviewer.from, [...path, 'reviewer', 'from']);
  if (writer && (spec.reviewer.vendor ?? 'different') === 'different') refuseImpossible(site, writer.agents);
  if (spec.contract !== undefined) {
    exprs.contract = checker.template(spec.contract, [...path, 'contract'], scope, place.unsure).expr;
  }
  if (typeof spec.max_rounds === 'string') {
    exprs.max_rounds = checker.template(spec.max_rounds, [...path, 'max_rounds'], scope, place.unsure, int).expr;
  }
  const from = place.before.findIndex(({ id }) => id === spec.review);
  return {
    exprs,
    agents: spec.reviewer.from,
    again: from < 0 ? [] : place.before.slice(from).map(({ id }) => id),
    fields: leafFields.review,
    sessions: typeof spec.max_rounds === 'string' ? undefined : (spec.max_rounds ?? defaultRounds),
    parallel: 1,
  };
}

/** A pairing that can never be of different vendors would fail every time, after the money was spent. */
function refuseImpossible(site: Site<ReviewStep>, writers: readonly string[]): void {
  const { context, spec, path } = site;
  for (const writer of writers) {
    const vendor = context.vendors[writer];
    const others = spec.reviewer.from.filter((name) => {
      const other = context.vendors[nameInRun(context, name)];
      return other !== undefined && other !== vendor;
    });
    if (vendor !== undefined && others.length > 0) continue;
    const message =
      vendor === undefined
        ? `The vendor of '${writer}' is not known, so no reviewer can be of another.`
        : `No reviewer of another vendor than ${vendor} can review what '${writer}' writes.`;
    context.checker.add('OMNI3003', [...path, 'reviewer'], message, {
      help:
        vendor === undefined
          ? `Name its model, or say it: vendor: … in the agent '${writer}'.`
          : 'Add an agent of another vendor to `from`, or allow the same one: vendor: any',
    });
  }
}
