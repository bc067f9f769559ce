/** A compound goes on: the next frame, or its end once nothing below it is open. */
import { OmniError } from '../../schema/error.ts';
import { childFrame } from '../address.ts';
import type { ErrorValue, RunEvent } from '../events.ts';
import { standingOf } from '../standing.ts';
import { failedWith, onStep, type Site } from './context.ts';
import { failure } from './failure.ts';

export function decideNext(site: Site): RunEvent {
  const { own, step } = site;
  const { children } = own;
  if (!children) throw new OmniError('OMNI6007', `Step '${step.id}' has no children`);
  if (own.life === 'stopping') return stopped(site);
  const standing = standingOf(step, children);
  switch (standing) {
    case 'open':
      return openFrame(site, children.opened);
    case 'wait':
      throw new OmniError('OMNI6007', `Step '${step.id}' has nothing to decide yet`);
    default:
      break;
  }
  // The rest is cancelled first: what comes next may want the worktree that a loser still writes to.
  if (children.open > 0) {
    return { type: 'scope.cancelled', ...onStep(site), why: standing === 'done' ? 'enough' : 'failed' };
  }
  return standing === 'done' ? finished(site) : failure(site, failureBelow(site), { attempt: own.attempt });
}

/** Everything of the attempt has stopped; why it had to says what follows. */
export function stopped(site: Site): RunEvent {
  const { own, step } = site;
  const { attempt } = own;
  switch (own.why) {
    case 'timeout': {
      const limit = typeof step.timeout === 'number' ? step.spec.timeout : 'its timeout';
      return failure(site, failedWith('timeout', `'${step.id}' took longer than ${limit}`), { attempt });
    }
    case 'enough':
      return finished(site);
    case 'failed':
      return failure(site, failureBelow(site), { attempt });
    case 'refused':
      return failure(site, own.error ?? failedWith('refused', `'${step.id}' was refused`), { attempt });
    default:
      return { type: 'step.cancelled', ...onStep(site), attempt };
  }
}

const finished = (site: Site): RunEvent => ({
  type: 'step.finished',
  ...onStep(site),
  attempt: site.own.attempt,
  outcome: 'done',
});

function openFrame(site: Site, index: number): RunEvent {
  const { frame, step, own } = site;
  const { visit, attempt } = own;
  const branch = Object.keys(step.branches ?? {})[index];
  const which = branch ?? (step.frames === 'once' ? undefined : index);
  return {
    type: 'frame.opened',
    ...onStep(site),
    child: childFrame(frame.path, step.id, visit, attempt, which),
    ...(step.frames !== 'once' && { index }),
    ...(branch !== undefined && { branch }),
  };
}

/** Why a compound cannot be done. */
function failureBelow({ own, step }: Site): ErrorValue {
  const closed = own.children?.closed ?? [];
  const failed = closed.filter(({ outcome }) => outcome === 'failed');
  const first = failed[0]?.error;
  if (step.frames === 'rounds' && failed.length === 0) {
    const rounds = `its ${closed.length} rounds`;
    return failedWith('exhausted', `'${step.id}' went through ${rounds} without its condition coming true`);
  }
  if (!first) return failedWith('failed', `'${step.id}' failed`);
  const many = step.frames === 'items' || (step.frames === 'branches' && own.children?.need !== own.children?.total);
  if (!many) return first;
  const code = failed.every(({ error }) => error?.code === 'refused') ? 'refused' : 'failed';
  const what = step.frames === 'items' ? 'items' : 'branches';
  return failedWith(
    code,
    `${failed.length} of ${own.children?.total ?? 0} ${what} failed; the first: ${first.message}`,
  );
}
