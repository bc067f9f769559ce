/** Follows what happened: how one policy's state changes. What cannot be worked out makes the state unknown. */
import type { TrackPoint } from '../schema/policy.ts';
import { sameJson } from './copy.ts';
import { cutText } from './facts.ts';
import { changeBy, joinChanges } from './grow.ts';
import { matches } from './judge.ts';
import type { Policy, ReadyTrack } from './policy.ts';
import { applyChanges, type Changes, heldOf } from './state.ts';
import type { Change, Moment, PolicyState, StateValue } from './words.ts';

const NONE: Changes = {};

/**
 * What changed, and only that. Tracks of one point follow each other, each seeing what the one before left; the sets
 * of one track are simultaneous. Pure, and never throws.
 */
export function track(policy: Policy, state: PolicyState, after: TrackPoint, moment: Moment): Changes {
  const tracks = policy.ready.after[after];
  if (tracks === undefined) return NONE;
  const { view } = policy.ready;
  const before = view.look(undefined);
  let current = state;
  let all: Map<string, Change> | undefined;
  try {
    for (const [index, one] of tracks.entries()) {
      view.look({ state: current, moment });
      const changes = follow(policy, one, current);
      if (changes.size === 0) continue;
      if (index < tracks.length - 1) current = applyChanges(policy, current, Object.fromEntries(changes));
      all = all === undefined ? changes : together(policy, state, all, changes);
    }
    return all === undefined ? NONE : Object.fromEntries(all);
  } finally {
    view.look(before);
  }
}

function follow(policy: Policy, { when, sets }: ReadyTrack, state: PolicyState): Map<string, Change> {
  const changes = new Map<string, Change>();
  const match = matches(when, policy.ready.view.values());
  if (match === false) return changes;
  for (const set of sets) {
    const before = heldOf(policy, state, set.state);
    const change = match === true ? changeBy(policy, set, before) : { unknown: match.unknown };
    if (change !== undefined && !('unknown' in change && isUnknown(before))) changes.set(set.state, cut(change));
  }
  return changes;
}

const isUnknown = (held: StateValue | undefined) => held !== undefined && 'unknown' in held;

const cut = (change: Change): Change => ('unknown' in change ? { unknown: cutText(change.unknown) } : change);

/** One track after another, as one change of what was there before both. */
function together(
  policy: Policy,
  state: PolicyState,
  first: ReadonlyMap<string, Change>,
  second: ReadonlyMap<string, Change>,
): Map<string, Change> {
  const all = new Map(first);
  for (const [name, change] of second) {
    const joined = joinChanges(first.get(name), change);
    if (isAsBefore(joined, heldOf(policy, state, name))) all.delete(name);
    else all.set(name, joined);
  }
  return all;
}

function isAsBefore(change: Change, before: StateValue | undefined): boolean {
  if (before === undefined || 'append' in change) return false;
  if ('unknown' in change) return 'unknown' in before;
  return 'value' in before && sameJson(before.value, change.set);
}
