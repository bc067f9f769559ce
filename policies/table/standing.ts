/** The policies of a table while a case is played: what each remembers, by run, session or agent. */
import type { Json } from '../../schema/json.ts';
import type { Point, TrackPoint } from '../../schema/policy.ts';
import { applyChanges, judge, type Policy, stateOf, track } from '../index.ts';
import type { Moment, PolicyState } from '../words.ts';
import type { Told } from './words.ts';

type State = Readonly<Record<string, Json>>;

export interface Standing {
  /** What all policies say, in their order. */
  judge(point: Point, moment: Moment): readonly Told[];
  /** `only`: the one policy that is told of it. */
  follow(after: TrackPoint, moment: Moment, only?: string): void;
  /** What each policy knows where this moment belongs, by its name. */
  states(moment: Moment): Readonly<Record<string, State>>;
}

export function createStanding(policies: readonly Policy[]): Standing {
  const held = new Map<string, PolicyState>();
  const stateIn = (policy: Policy, moment: Moment): PolicyState => held.get(keyOf(policy, moment)) ?? {};
  return {
    judge: (point, moment) =>
      policies.flatMap((policy) =>
        judge(policy, stateIn(policy, moment), point, moment).map((finding) => ({ policy: policy.name, ...finding })),
      ),
    follow: (after, moment, only) => {
      for (const policy of policies) {
        if (only !== undefined && policy.name !== only) continue;
        const state = stateIn(policy, moment);
        held.set(keyOf(policy, moment), applyChanges(policy, state, track(policy, state, after, moment)));
      }
    },
    states: (moment) =>
      Object.fromEntries(policies.map((policy) => [policy.name, stateOf(policy, stateIn(policy, moment))])),
  };
}

/** Whose doings share the state of this policy. */
function keyOf({ name, scope }: Policy, { session, agent }: Moment): string {
  if (scope === 'session') return `${name} session ${session?.id}`;
  return scope === 'agent' ? `${name} agent ${agent?.name}` : name;
}
