/** What policies remember changes only by what an event says, so a replay works nothing out. */
import { type Changes, takeChanges } from '../../policies/index.ts';
import type { EventOf, Track } from '../events.ts';
import { guardCalled, sessionKey } from '../guards/find.ts';
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
   * A session was known by its step until it had a name; what was remembered of it stays its own. One that goes on from
   * another's takes that along under its new name, and leaves it to whoever else goes on from there.
   */
  renamed({ state, frame, step, own }: Site, session: string): void {
    const before = sessionKey(frame.path, step.id, own);
    const isShared = before === own.plan?.session;
    for (const byKey of Object.values(state.policies ?? {})) {
      if (before === session || !Object.hasOwn(byKey, before) || Object.hasOwn(byKey, session)) continue;
      // Lists are pushed onto in place, so each name has its own.
      byKey[session] = isShared ? structuredClone(byKey[before]!) : byKey[before]!;
      if (!isShared) delete byKey[before];
    }
  },
};
