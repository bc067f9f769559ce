/** Tracks: checked against what can be seen after what they follow, and against the types of what they set. */
import type { TrackSpec } from '../../schema/policy.ts';
import type { Path, Problem } from '../../schema/problem.ts';
import { checkBare, checkCondition, conditionOf } from '../expressions/condition.ts';
import { sumOf } from '../expressions/demands.ts';
import { toProblems } from '../expressions/problems.ts';
import { prepareExpression } from '../expressions/program.ts';
import { suggest } from '../expressions/suggest.ts';
import type { Scope } from '../expressions/types.ts';
import type { ReadySet, ReadyTrack } from '../policy.ts';
import type { Scopes } from '../scopes/index.ts';
import { prepareText } from './expression.ts';

/** Adds what is wrong with it to `problems`; what comes back then is not to be run. */
export function compileTrack(spec: TrackSpec, index: number, scopes: Scopes, problems: Problem[]): ReadyTrack {
  const path: Path = ['track', index];
  const scope = scopes.after([spec.after].flat());
  const when = spec.when === undefined ? undefined : checkCondition(spec.when, scope);
  if (when && 'faults' in when) problems.push(...toProblems(when.faults, [...path, 'when']));
  const sets = Object.entries(spec.set).map(([state, text]) => {
    problems.push(...checkSet(state, text, [...path, 'set', state], scope, scopes));
    return readySet(state, text, scope, scopes);
  });
  return { sets, ...(spec.when !== undefined && { when: prepareText(spec.when, scope) }) };
}

function checkSet(state: string, text: string, path: Path, scope: Scope, { state: types }: Scopes): Problem[] {
  const type = Object.hasOwn(types, state) ? types[state] : undefined;
  const check = checkBare(text, scope, type);
  const faults = 'faults' in check ? toProblems(check.faults, path) : [];
  if (type) return faults;
  const help = suggest(state, Object.keys(types)) ?? 'Declare it under `state`, with its type and a default.';
  return [{ code: 'OMNI4005', path, message: `This policy has no state '${state}'.`, help }, ...faults];
}

function readySet(state: string, text: string, scope: Scope, { state: types }: Scopes): ReadySet {
  const set = { state, program: prepareText(text, scope) };
  const condition = conditionOf(text);
  const isList = Object.hasOwn(types, state) && types[state]?.kind === 'list';
  if ('faults' in condition || !isList) return set;
  const [first, ...added] = sumOf(condition.source);
  if (first !== `state.${state}` || added.length === 0) return set;
  return { ...set, added: added.map((source) => prepareExpression(source, scope)) };
}
