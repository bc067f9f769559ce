/** What a policy remembers, and how it changes: the fold of a journal's deltas. */
import type { Json } from '../schema/json.ts';
import { sameJson } from './copy.ts';
import type { Policy } from './policy.ts';
import type { Change, PolicyState, StateValue } from './words.ts';

export type Changes = Readonly<Record<string, Change>>;

/**
 * The state after some changes: a new object, which shares what did not change. A list that grew is copied; who folds
 * many events over a state of its own calls `takeChanges`.
 */
export function applyChanges(policy: Policy, state: PolicyState, changes: Changes): PolicyState {
  const names = Object.keys(changes);
  if (names.length === 0) return state;
  const changed = names.map((name): [string, StateValue] => {
    const before = heldOf(policy, state, name);
    return [name, changedBy(before && copied(before), changes[name] as Change)];
  });
  return Object.fromEntries([...Object.entries(state), ...changed]);
}

/**
 * The same in place, at the cost of what changed. The caller owns `state` and every list in it: none may be part of an
 * event, a moment or another state, since lists are pushed onto. What comes in from `changes` is copied.
 */
export function takeChanges(policy: Policy, state: Record<string, StateValue>, changes: Changes): void {
  for (const [name, change] of Object.entries(changes)) {
    const own = Object.hasOwn(state, name) ? state[name] : undefined;
    const before = own ?? defaultOf(policy, name);
    const value = changedBy(own ?? (before && copied(before)), change);
    Object.defineProperty(state, name, { value, enumerable: true, writable: true, configurable: true });
  }
}

/** A state of its own: lists are pushed onto. */
export const copyState = (state: PolicyState): Record<string, StateValue> =>
  Object.fromEntries(Object.entries(state).map(([name, held]) => [name, copied(held)]));

/** One state of two that turn out to be the same one's: what they do not agree on is not known. */
export function joinStates(one: PolicyState, other: PolicyState): Record<string, StateValue> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name): [string, StateValue] => {
      const [held, too] = [one, other].map((state) => (Object.hasOwn(state, name) ? state[name] : undefined));
      const agree = held && too && 'value' in held && 'value' in too && sameJson(held.value, too.value);
      return [name, agree ? copied(held) : { unknown: 'two sessions with different pasts go by one name' }];
    }),
  );
}

/** What a state is now, with defaults; what is not known is left out. Lists are copies: they may be kept. */
export function stateOf(policy: Policy, state: PolicyState): Record<string, Json> {
  const known: [string, Json][] = [];
  for (const name of policy.ready.state.keys()) {
    const held = heldOf(policy, state, name);
    if (held && 'value' in held) known.push([name, copiedList(held.value)]);
  }
  return Object.fromEntries(known);
}

/** Undefined: it was never set, and has no default. */
export function heldOf(policy: Policy, state: PolicyState, name: string): StateValue | undefined {
  return Object.hasOwn(state, name) ? state[name] : defaultOf(policy, name);
}

function defaultOf(policy: Policy, name: string): StateValue | undefined {
  const value = policy.ready.state.get(name)?.default;
  return value === undefined ? undefined : { value };
}

/** May push onto the list in `before`. */
function changedBy(before: StateValue | undefined, change: Change): StateValue {
  if ('unknown' in change) return { unknown: change.unknown };
  if ('set' in change) return { value: copiedList(change.set) };
  const list = before && 'value' in before ? before.value : undefined;
  if (!isList(list)) return { unknown: 'something was added to what is no list' };
  for (const item of change.append) list.push(item);
  return change.drop ? { value: list.slice(change.drop) } : (before as StateValue);
}

/** Lists of a state are arrays that were made for it. */
function isList(value: Json | undefined): value is Json[] {
  return Array.isArray(value);
}

const copied = (held: StateValue): StateValue => ('value' in held ? { value: copiedList(held.value) } : held);

const copiedList = (value: Json): Json => (Array.isArray(value) ? value.slice() : value);
