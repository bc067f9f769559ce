/** Policies: compiled once, then asked before what can be stopped and told of what happened. Pure and synchronous. */

export { type Compiled, compilePolicy } from './compile/index.ts';
export { judge } from './judge.ts';
export { type CostLimit, costLimitsOf } from './limits.ts';
export type { Policy, Rule } from './policy.ts';
export { applyChanges, type Changes, copyState, joinStates, stateOf, takeChanges } from './state.ts';
export { track } from './track.ts';
