/** What policies remember: read from the state of a run, and worked out anew when something has happened. */
import { applyChanges, track } from '../../policies/index.ts';
import type { PolicyState } from '../../policies/words.ts';
import type { Track } from '../events.ts';
import type { Happening } from '../ports/policies.ts';
import type { RunState } from '../state.ts';
import { guardsOver, spotOf, stateKey } from './find.ts';
import type { Guard } from './guard.ts';
import { momentOf } from './moment.ts';

const nothing: PolicyState = {};

export function stateOf({ policies }: RunState, { id }: Guard, key: string): PolicyState {
  const byKey = policies && Object.hasOwn(policies, id) ? policies[id] : undefined;
  return (byKey && Object.hasOwn(byKey, key) ? byKey[key] : undefined) ?? nothing;
}

/** Several happenings of one event are seen in order, each on what the one before has left. */
export function trackGuards(happenings: readonly Happening[]): readonly Track[] {
  const states = new Map<string, PolicyState>();
  const tracks: Track[] = [];
  for (const happening of happenings) {
    const spot = spotOf(happening);
    if (!spot) continue;
    const { workflow, state, point } = happening;
    const guards = guardsOver(workflow, state, spot).filter((guard) => isFor(guard, happening));
    if (guards.length === 0) continue;
    const moment = momentOf(happening, spot);
    for (const guard of guards) {
      const key = stateKey(guard, spot);
      const place = `${guard.id}\n${key}`;
      const before = states.get(place) ?? stateOf(state, guard, key);
      const changes = track(guard.policy, before, point, moment);
      if (Object.keys(changes).length === 0) continue;
      states.set(place, applyChanges(guard.policy, before, changes));
      tracks.push({ policy: guard.id, key, changes });
    }
  }
  return tracks;
}

/** An approval is remembered by the policy that asked for it. */
function isFor({ id, policy }: Guard, { point, answer }: Happening): boolean {
  return policy.trackPoints.has(point) && (point !== 'approval' || answer?.ask.policy === id);
}
