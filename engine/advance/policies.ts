/** What policies remember changes only by what an event says, so a replay works nothing out. */
import { type Changes, copyState, joinStates, takeChanges } from '../../policies/index.ts';
import type { EventOf, Track } from '../events.ts';
import { guardCalled, sessionKey, unnamedKey } from '../guards/find.ts';
import { dictionary } from '../state.ts';
import { releaseHeld } from './asks.ts';
import { type Fold, impossible, type Site } from './context.ts';
import { holdTimer, stopTimer } from './timers.ts';

export const foldPolicies = {
  tracked({ workflow, state }: Fold, event: { readonly type: string; readonly tracks: readonly Track[] }): void {
    state.policies ??= dictionary();
    for (const { policy, key, changes } of event.tracks) {
      const guard = guardCalled(workflow, state, policy);
      if (!guard) throw impossible(event, `no policy '${policy}' stands over the run`);
      state.policies[policy] ??= dictionary();
      const byKey = state.policies[policy];
      byKey[key] ??= dictionary();
      takeChanges(guard.policy, byKey[key], changes as Changes);
    }
  },

  elapsed(fold: Fold): void {
    stopTimer(fold, holdTimer);
    releaseHeld(fold.state);
  },

  added({ state }: Fold, { policy }: EventOf<'policy.added'>): void {
    state.added = [...(state.added ?? []), policy as never];
  },

  /**
   * A session was known by its step, or by the one that it goes on from, until it had a name of its own. What was
   * remembered of it goes with it, and stays with that other one too.
   */
  renamed({ state, frame, step, own }: Site, session: string): void {
    const before = sessionKey(frame.path, step.id, own);
    if (before === session) return;
    for (const byKey of Object.values(state.policies ?? {})) {
      if (!Object.hasOwn(byKey, before)) continue;
      byKey[session] = Object.hasOwn(byKey, session)
        ? joinStates(byKey[before]!, byKey[session]!)
        : copyState(byKey[before]!);
      if (before === unnamedKey(frame.path, step.id)) delete byKey[before];
    }
  },
};
