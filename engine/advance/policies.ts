/** What policies remember changes only by what an event says, so a replay works nothing out. */
import { applyChange } from '../../policies/index.ts';
import type { Change } from '../../policies/words.ts';
import type { EventOf, Track } from '../events.ts';
import { dictionary } from '../state.ts';
import { releaseHeld } from './asks.ts';
import type { Fold, Site } from './context.ts';
import { holdTimer, stopTimer } from './timers.ts';

export const foldPolicies = {
  tracked({ state }: Fold, tracks: readonly Track[]): void {
    state.policies ??= dictionary();
    for (const { policy, key, changes } of tracks) {
      const byKey = (state.policies[policy] ??= dictionary());
      const values = (byKey[key] ??= dictionary());
      for (const [name, change] of Object.entries(changes)) {
        values[name] = applyChange(Object.hasOwn(values, name) ? values[name] : undefined, change as Change);
      }
    }
  },

  elapsed(fold: Fold): void {
    stopTimer(fold, holdTimer);
    releaseHeld(fold.state);
  },

  added({ state }: Fold, { policy }: EventOf<'policy.added'>): void {
    state.added = [...(state.added ?? []), policy as never];
  },

  /** A session was known by its step until it had a name; what was remembered of it stays its own. */
  renamed({ state, frame, step, own }: Site, session: string): void {
    const before = own.session ?? `${frame.path}/${step.id}`;
    for (const byKey of Object.values(state.policies ?? {})) {
      if (before === session || !Object.hasOwn(byKey, before) || Object.hasOwn(byKey, session)) continue;
      byKey[session] = byKey[before]!;
      delete byKey[before];
    }
  },
};
