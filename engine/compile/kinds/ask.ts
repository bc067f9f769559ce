/** `ask`: a question to a person; with an `output`, a form. */
import type { AskStep } from '../../../schema/steps/index.ts';
import { leafFields } from '../scope.ts';
import { type Compiled, noSessions, refuseKeys, type Site } from './site.ts';

export function compileAsk(site: Site<AskStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  refuseKeys(site, ['retry', 'env', 'worktree'], 'A question runs nothing, so this would do nothing.');
  const text = context.checker.template(spec.ask, [...path, 'ask'], scope, place.unsure);
  if (spec.output && spec.output.type !== 'object') {
    context.checker.add('OMNI3012', [...path, 'output'], 'A form has fields, so its schema is one of an object.', {
      help: 'Write output: { type: object, required: [NAME], properties: { NAME: … } }',
    });
  }
  if (spec.output && spec.commands) {
    context.checker.add(
      'OMNI3006',
      [...path, 'commands'],
      "A form is filled in, so nobody types a command: 'commands' means nothing beside 'output'.",
    );
  }
  return { exprs: { ask: text.expr }, fields: leafFields.ask(spec.commands ?? [], spec.output), ...noSessions };
}
