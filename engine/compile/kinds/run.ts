/** `run`: data reaches a command through `env`, never through the text of a shell script. */
import type { RunStep } from '../../../schema/steps/index.ts';
import { leafFields } from '../scope.ts';
import type { Expr } from '../workflow.ts';
import { type Compiled, noSessions, type Site } from './site.ts';

export function compileRun({ context, spec, path, place, scope }: Site<RunStep>): Compiled {
  const exprs: Record<string, Expr> = {};
  if (typeof spec.run === 'string') {
    const start = spec.run.indexOf('${{');
    if (start >= 0) {
      context.checker.add('OMNI2006', [...path, 'run'], 'Data cannot be spliced into a shell script.', {
        span: { start, end: spec.run.length },
        help: 'Name it in `env:` and use the variable, quoted: env: { NAME: "${{ … }}" } and "$NAME" in the script.',
      });
    }
  } else {
    for (const [index, word] of spec.run.entries()) {
      exprs[`run.${index}`] = context.checker.template(word, [...path, 'run', index], scope, place.unsure).expr;
    }
  }
  return { exprs, fields: leafFields.run, ...noSessions };
}
