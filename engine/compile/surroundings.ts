/** What any step may ask for around it: variables, with secrets by name, a worktree of its own, and an end of its time. */
import { parseDurationMs } from '../../schema/duration.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import type { Site } from './kinds/site.ts';
import type { Step } from './workflow.ts';

const secretName = /^\s*\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}\s*$/;

export function compileEnv({ context, spec, path, place, scope }: Site<StepSpec>): Step['env'] {
  const env: Record<string, Step['env'][string]> = {};
  for (const [name, value] of Object.entries(spec.env ?? {})) {
    const text = String(value);
    const at = [...path, 'env', name];
    const secret = secretName.exec(text)?.[1];
    if (secret === undefined) {
      if (/\bsecrets\s*\./.test(text) && text.includes('${{')) {
        context.checker.add('OMNI2013', at, 'A secret must be the whole value of a variable.', {
          help: 'Write one variable for each secret: NAME: ${{ secrets.NAME }}',
        });
      } else env[name] = { expr: context.checker.template(text, at, scope, place.unsure).expr };
    } else if (context.spec.workflow.secrets?.includes(secret)) env[name] = { secret };
    else {
      context.checker.add('OMNI2013', at, `There is no secret '${secret}'.`, {
        help: `Declare it in the workflow: secrets: [${secret}]`,
      });
    }
  }
  return env;
}

export function compileTimeout({ context, spec, path, place, scope }: Site<StepSpec>): Pick<Step, 'timeout'> {
  if (spec.timeout === undefined) return {};
  const timeoutMs = parseDurationMs(spec.timeout);
  if (timeoutMs !== undefined) return { timeout: timeoutMs };
  const at = [...path, 'timeout'];
  const { expr, checked } = context.checker.template(spec.timeout, at, scope, place.unsure);
  if (checked && !mayBeDuration.has(checked.type.kind)) {
    context.checker.add('OMNI2003', at, `This gives a ${checked.type.kind}, and a duration is wanted.`);
  }
  return { timeout: expr };
}

const mayBeDuration: ReadonlySet<string> = new Set(['string', 'duration', 'dyn']);

export function compileWorktree({ context, spec, path, place, scope }: Site<StepSpec>): Pick<Step, 'worktree'> {
  if (spec.worktree === undefined) return {};
  const keys = spec.worktree === true ? {} : spec.worktree;
  if (place.inLoop && keys.branch !== undefined && !keys.branch.includes('${{')) {
    context.checker.add(
      'OMNI3009',
      [...path, 'worktree', 'branch'],
      'A loop around this step would make the branch twice.',
      {
        help: 'Put what differs into its name, such as ${{ index }}, or leave it out: every item has a branch of its own.',
      },
    );
  }
  const expr = (name: 'base' | 'branch') =>
    keys[name] === undefined
      ? undefined
      : context.checker.template(keys[name], [...path, 'worktree', name], scope, place.unsure, { kind: 'string' }).expr;
  const [base, branch] = [expr('base'), expr('branch')];
  return { worktree: { ...(base && { base }), ...(branch && { branch }) } };
}
