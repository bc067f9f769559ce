/** The state of a policy as it would be if every call that was let through and has not ended had ended well. */
import { applyChanges, track } from '../../policies/index.ts';
import type { PolicyState } from '../../policies/words.ts';
import { openAttempts } from '../open-attempts.ts';
import type { Question } from '../ports/policies.ts';
import type { CallState } from '../state.ts';
import { guardsOver, type Spot, spotOf, stateKey } from './find.ts';
import type { Guard } from './guard.ts';
import { momentOf } from './moment.ts';

/** @returns nothing where no call under way would change it. */
export function underWay(guard: Guard, key: string, state: PolicyState, question: Question): PolicyState | undefined {
  if (!guard.policy.trackPoints.has('tool')) return undefined;
  let soon: PolicyState | undefined;
  for (const { spot, call } of callsUnderWay(question)) {
    if (stateKey(guard, spot) !== key || !guardsOver(question.workflow, question.state, spot).includes(guard)) continue;
    const { workflow, state: run, at } = question;
    const base = { workflow, state: run, run: question.run, at, frame: spot.frame.path, step: spot.step.id };
    const done = { ...base, kind: spot.step.kind, point: 'tool', tool: call.tool as never, ok: true } as const;
    const before = soon ?? state;
    const changes = track(guard.policy, before, 'tool', momentOf(done, spot));
    if (Object.keys(changes).length > 0) soon = applyChanges(guard.policy, before, changes);
  }
  return soon;
}

/** In a fixed order: a state that was written down has its own order of keys. */
function callsUnderWay({ workflow, state, call: own }: Question): { readonly spot: Spot; readonly call: CallState }[] {
  return openAttempts(workflow, state)
    .flatMap(({ frame, step, own: { calls = {} } }) =>
      Object.entries(calls).flatMap(([name, call]) => {
        if (call.life !== 'allowed' || !call.tool || name === own) return [];
        const spot = spotOf({ workflow, state, frame: frame.path, step: step.id });
        return spot ? [{ name, spot, call }] : [];
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
