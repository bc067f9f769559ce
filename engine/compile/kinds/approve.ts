/** `approve`: a person says yes, or the step fails. */
import type { ApproveStep } from '../../../schema/steps/index.ts';
import { leafFields } from '../scope.ts';
import { type Compiled, noSessions, type Site, siblingOf } from './site.ts';

export function compileApprove(site: Site<ApproveStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  for (const id of spec.show ?? []) siblingOf(site, id, 'show');
  if (spec.retry) {
    context.checker.add('OMNI3006', [...path, 'retry'], 'An approval is not tried again: a person has answered.', {
      help: 'Use on_error: ask, or a loop, where a refusal should lead back.',
    });
  }
  const text = context.checker.template(spec.approve, [...path, 'approve'], scope, place.unsure);
  return { exprs: { approve: text.expr }, fields: leafFields.approve, ...noSessions };
}
