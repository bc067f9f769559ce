/** `fail`: ends its body as failed, with a text. */
import type { FailStep } from '../../../schema/steps/index.ts';
import { leafFields } from '../scope.ts';
import { type Compiled, noSessions, type Site } from './site.ts';

export function compileFail({ context, spec, path, place, scope }: Site<FailStep>): Compiled {
  const text = context.checker.template(spec.fail, [...path, 'fail'], scope, place.unsure);
  return { exprs: { fail: text.expr }, fields: leafFields.fail, ...noSessions };
}
