/** A compiled policy: what others ask of it, and what `judge` and `track` run. */
import type { Json, JsonObject } from '../schema/json.ts';
import type { Point, PolicySpec, RuleSpec, TrackPoint } from '../schema/policy.ts';
import type { Evaluation } from './expressions/types.ts';
import type { View } from './view/index.ts';

type Values = Readonly<Record<string, unknown>>;
/** An expression or a text with expressions, ready to run. */
export type Program = (values: Values) => Evaluation;

export interface Rule {
  readonly spec: RuleSpec;
  /**
   * What an ask of it is bound to: the call that is judged, or the rule alone (asked once, however many wait), where it
   * reads costs, state, time or who runs, and nothing of the call.
   */
  readonly about: 'call' | 'rule';
  /** It may match later though nothing happens. */
  readonly readsNow: boolean;
  /** What was spent has to be known before it. */
  readonly readsCost: boolean;
}

export interface ReadyRule extends Rule {
  readonly reason: Program;
  /** Absent: always. */
  readonly when?: Program;
  /** The names that `when` reads, from their roots. */
  readonly reads: readonly (readonly string[])[];
}

export interface ReadySet {
  readonly state: string;
  readonly program: Program;
  /** Of `state.x + a + b`, where x is a list: what comes to it, so that the list itself is not walked. */
  readonly added?: readonly Program[];
}

export interface ReadyTrack {
  readonly when?: Program;
  readonly sets: readonly ReadySet[];
}

/** A state that the policy declares. */
export interface ReadyState {
  readonly schema: JsonObject;
  readonly default: Json | undefined;
  readonly maxItems?: number;
  /** The schema of its elements, where a list fits when each of its elements does. */
  readonly elements?: JsonObject;
}

export interface Policy {
  readonly spec: PolicySpec;
  readonly name: string;
  /** Whose doings share the state. */
  readonly scope: 'run' | 'session' | 'agent';
  /** Where a rule of it stands. */
  readonly points: ReadonlySet<Point>;
  /** What it follows. */
  readonly trackPoints: ReadonlySet<TrackPoint>;
  /** By id. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** For `judge`, `track` and their kind. */
  readonly ready: {
    readonly before: Readonly<Partial<Record<Point, readonly ReadyRule[]>>>;
    readonly after: Readonly<Partial<Record<TrackPoint, readonly ReadyTrack[]>>>;
    readonly state: ReadonlyMap<string, ReadyState>;
    readonly view: View;
  };
}
