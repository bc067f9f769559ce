/** `merge`: lands the branches of an earlier step, or branches that are named. */
import type { MergeStep } from '../../../schema/steps/index.ts';
import { leafFields, string } from '../scope.ts';
import type { Expr } from '../workflow.ts';
import { type Compiled, noSessions, type Site, siblingOf } from './site.ts';

export function compileMerge(site: Site<MergeStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  const { checker } = context;
  const exprs: Record<string, Expr> = {
    into: checker.template(spec.into, [...path, 'into'], scope, place.unsure, string).expr,
  };
  if (typeof spec.merge === 'string') {
    const source = siblingOf(site, spec.merge, 'merge');
    if (source && !['agent', 'steps', 'uses'].includes(source.kind)) {
      checker.add('OMNI3004', [...path, 'merge'], `Step '${spec.merge}' writes no branch that could be merged.`, {
        help: 'Name an agent step, or a group of steps, that writes.',
      });
    }
  } else {
    for (const [index, branch] of spec.merge.entries()) {
      exprs[`merge.${index}`] = checker.template(branch, [...path, 'merge', index], scope, place.unsure, string).expr;
    }
  }
  return { exprs, fields: leafFields.merge, ...noSessions };
}
