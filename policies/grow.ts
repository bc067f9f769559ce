/**
 * What one `set` makes of a state: nothing, what was added to its list, or another value. A value that does not fit
 * the state's schema, or is too large to keep, leaves the state unknown: whoever relies on it then asks a person.
 */
import { checkValue } from '../schema/check/value.ts';
import type { Json } from '../schema/json.ts';
import { copyJson, type Room, sameJson, sizeOf } from './copy.ts';
import { EvaluationFault } from './expressions/fault.ts';
import type { Policy, Program, ReadySet, ReadyState } from './policy.ts';
import type { Change, StateValue } from './words.ts';

const MAX_ELEMENTS = 100_000;
/** Characters of JSON, about. */
const MAX_SIZE = 1024 * 1024;

type Values = Readonly<Record<string, unknown>>;

/** Undefined: it stays as it is. Never throws. */
export function changeBy({ ready }: Policy, set: ReadySet, before: StateValue | undefined): Change | undefined {
  const state = ready.state.get(set.state);
  if (state === undefined) return { unknown: `the policy has no state '${set.state}'` };
  const values = ready.view.values();
  try {
    const old = before && 'value' in before ? before.value : undefined;
    if (set.added && isList(old)) return grow(state, old, addedBy(set.added, values));
    return become(state, old, evaluate(set.program, values));
  } catch (error) {
    if (error instanceof EvaluationFault) return { unknown: `\`state.${set.state}\`: ${error.message}` };
    return { unknown: `\`state.${set.state}\`: its value cannot be read` };
  }
}

function evaluate(program: Program, values: Values): Json {
  const evaluation = program(values);
  if ('fault' in evaluation) throw new EvaluationFault(evaluation.fault);
  if (evaluation.value === undefined) throw new EvaluationFault('it is set to a value that is absent');
  return evaluation.value;
}

function addedBy(programs: readonly Program[], values: Values): readonly Json[] {
  const lists = programs.map((program) => {
    const value = evaluate(program, values);
    if (isList(value)) return value;
    throw new EvaluationFault('what is added to it is no list');
  });
  return lists.length === 1 ? (lists[0] as readonly Json[]) : lists.flat();
}

function become(state: ReadyState, old: Json | undefined, value: Json): Change | undefined {
  if (isList(old) && isList(value) && begins(value, old)) return grow(state, old, value.slice(old.length));
  return replace(state, old, value);
}

function replace(state: ReadyState, old: Json | undefined, value: Json): Change | undefined {
  const kept = isList(value) ? value.slice(Math.max(0, value.length - maxOf(state))) : value;
  const next = copyJson(kept, { left: MAX_SIZE });
  if (old !== undefined && sameJson(old, next)) return undefined;
  if (isList(next)) refuseLength(next.length);
  refuseMisfit(state, next);
  return { set: next };
}

function begins(list: readonly Json[], start: readonly Json[]): boolean {
  return list.length >= start.length && start.every((item, index) => sameJson(item, list[index] as Json));
}

function grow(state: ReadyState, old: readonly Json[], added: readonly Json[]): Change | undefined {
  if (added.length === 0) return undefined;
  const max = maxOf(state);
  if (added.length >= max) return replace(state, old, added);
  const drop = Math.max(0, old.length + added.length - max);
  refuseLength(old.length + added.length - drop);
  const room: Room = { left: MAX_SIZE - sizeOf(old, drop) };
  const append = added.map((item) => copyJson(item, room));
  if (state.elements) for (const item of append) refuseMisfit({ schema: state.elements }, item);
  else refuseMisfit(state, [...old.slice(drop), ...append]);
  return drop > 0 ? { append, drop } : { append };
}

const maxOf = ({ maxItems }: ReadyState) => maxItems ?? Number.POSITIVE_INFINITY;

function refuseLength(length: number): void {
  if (length > MAX_ELEMENTS) {
    throw new EvaluationFault(`this makes a list of more than ${MAX_ELEMENTS.toLocaleString('en')} elements`);
  }
}

function refuseMisfit({ schema }: Pick<ReadyState, 'schema'>, value: Json): void {
  const [found] = checkValue(schema, value, ['state']);
  if (found) throw new EvaluationFault(`its value does not fit: ${found.message}`);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** One change in place of two that follow each other. */
export function joinChanges(first: Change | undefined, second: Change): Change {
  if (first === undefined || !('append' in second)) return second;
  const drop = second.drop ?? 0;
  if ('append' in first) {
    const dropped = (first.drop ?? 0) + drop;
    return { append: [...first.append, ...second.append], ...(dropped > 0 && { drop: dropped }) };
  }
  return 'set' in first && isList(first.set) ? { set: [...first.set, ...second.append].slice(drop) } : second;
}
