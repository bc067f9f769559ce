/** `wait`: what is written down is checked now, what is worked out is checked when the step is due. */

import type { WaitStep } from '../../../schema/steps/index.ts';
import { readTime } from '../../../schema/time.ts';
import { leafFields } from '../scope.ts';
import { type Compiled, noSessions, refuseKeys, type Site } from './site.ts';

export function compileWait(site: Site<WaitStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  refuseKeys(site, ['retry', 'timeout', 'env', 'worktree'], 'A wait runs nothing, so this would do nothing.');
  const time = context.checker.template(spec.wait, [...path, 'wait'], scope, place.unsure);
  const { checked } = time;
  if (typeof checked?.literal === 'string' && readTime(checked.literal, 0) === undefined) {
    context.checker.add('OMNI3011', [...path, 'wait'], `'${checked.literal}' is no duration and no timestamp.`, {
      help: 'For example wait: 15m, or wait: 2027-01-31T09:00:00Z with its zone.',
    });
  } else if (checked && checked.literal === undefined && !mayBeTime.has(checked.type.kind)) {
    context.checker.add(
      'OMNI2003',
      [...path, 'wait'],
      `This gives a ${checked.type.kind}, and a duration or a timestamp is wanted.`,
    );
  }
  return { exprs: { wait: time.expr }, fields: leafFields.wait, ...noSessions };
}

const mayBeTime: ReadonlySet<string> = new Set(['string', 'timestamp', 'duration', 'dyn']);
