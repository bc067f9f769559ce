/**
 * The machine configs that omni compiles to: a flat subset of what xstate accepts, spelled as our own types because
 * xstate silently ignores keys that it does not know. Names only, plain JSON: a config can be printed, hashed and drawn.
 */

/** A judgement or an effect to put on the agenda when a state is entered; what it means stands in `advance/`. */
export interface Entry {
  readonly type: string;
  readonly params?: Readonly<Record<string, string>>;
}

export interface Branch {
  /** The verdict on the event that this branch is for; a branch without a guard takes any. */
  readonly guard?: string;
  readonly target: string;
}

export interface StateConfig {
  readonly entry?: readonly Entry[];
  readonly on?: Readonly<Record<string, string | readonly Branch[]>>;
  readonly type?: 'final';
}

export interface MachineConfig {
  readonly id: string;
  readonly initial: string;
  readonly states: Readonly<Record<string, StateConfig>>;
}
