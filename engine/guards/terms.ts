/** What a person is asked by a rule: on which terms, about what exactly, and what the answer is bound to. */
import { stateOf } from '../../policies/index.ts';
import type { Finding, Moment, PolicyState } from '../../policies/words.ts';
import { parseDurationMs } from '../../schema/duration.ts';
import { canonicalJson, type Json } from '../../schema/json.ts';
import type { Question, Ruling } from '../ports/policies.ts';
import { type Spot, stateKey } from './find.ts';
import type { Guard } from './guard.ts';
import { shown } from './shown.ts';

/** Characters of JSON. */
const mostState = 64 * 1024;

export function termsOf(
  guard: Guard,
  finding: Finding,
  question: Question,
  { agent, session }: Spot,
  moment: Moment,
  state: PolicyState,
): NonNullable<Ruling['terms']> {
  const spec = guard.policy.rules[finding.rule]?.spec;
  const { roles, not, at_least: atLeast } = spec?.approvers ?? {};
  const timeoutMs = spec?.timeout === undefined ? undefined : parseDurationMs(spec.timeout);
  return {
    ...(timeoutMs !== undefined && { expiresAt: question.at + timeoutMs }),
    about: shown(question),
    ...(agent !== undefined && { agent, session }),
    facts: finding.facts,
    ...grantOf(guard, finding),
    ...(roles && { roles }),
    ...(not?.includes('starter') && { notStarter: true }),
    ...(atLeast !== undefined && { atLeast }),
    // Only its own tracks ever read it.
    ...(guard.policy.trackPoints.has('approval') && {
      was: { state: small(stateOf(guard.policy, state)), cost: { ...moment.cost } },
    }),
  };
}

/** It stands on every ask: what is too large for that is not known to whoever follows the answer. */
function small(state: Readonly<Record<string, Json>>): Record<string, Json> {
  let left = mostState;
  const fits = ([, value]: [string, Json]): boolean => {
    const size = JSON.stringify(value).length;
    if (size > left) return false;
    left -= size;
    return true;
  };
  return Object.fromEntries(Object.entries(state).filter(fits));
}

/**
 * A policy that remembers approvals says itself how far one reaches. Where it still asks after one, it asks something
 * else: what was approved is what was shown.
 */
function grantOf({ policy }: Guard, finding: Finding): { grant?: 'once' | 'as_shown' } {
  const known = policy.rules[finding.rule];
  if ((known?.spec.grant ?? 'once') !== 'once' || isUnknownCost(finding)) return {};
  return { grant: known?.about === 'rule' && policy.trackPoints.has('approval') ? 'as_shown' : 'once' };
}

/**
 * A rule that looks only at costs, its state or the time asks once for all that meet it; any other about the very
 * call that was shown: in its step, in its session or in the run. Who approves an unknown cost approves it for good.
 */
export function keyOf(guard: Guard, finding: Finding, question: Question, spot: Spot): string {
  const { rule } = finding;
  const known = guard.policy.rules[rule];
  const whose = stateKey(guard, spot);
  if (known?.about !== 'call' || isUnknownCost(finding)) return canonicalJson([guard.id, rule, whose]);
  const what = subjectOf(question, spot);
  const { frame, step, session } = spot;
  switch (known.spec.grant) {
    case 'run':
      return canonicalJson([guard.id, rule, what]);
    case 'session':
      return canonicalJson([guard.id, rule, session, what]);
    default:
      return canonicalJson([guard.id, rule, frame.path, step.id, what]);
  }
}

function subjectOf({ point, tool, merge, text }: Question, { frame, step, own }: Spot): Json {
  if (tool) {
    // The same words may do something else by now: a script was written anew.
    const read = tool.read === undefined ? [] : [tool.read];
    return ['tool', tool.digest ?? canonicalJson([tool.kind, tool.name, tool.input]), ...read];
  }
  if (merge) return ['merge', merge.digest];
  // A prompt follows from the step and its visit; what a person says to a session is judged by its words.
  if (point === 'turn' && text !== undefined && own.life === 'running') return ['said', text];
  return ['step', frame.path, step.id, own.visit];
}

/** A cost was read, and it is not known. */
function isUnknownCost({ unknown, facts }: Finding): boolean {
  if (unknown === undefined) return false;
  return Object.entries(facts).some(
    ([name, fact]) => name.startsWith('cost.') && fact !== null && typeof fact === 'object' && 'unknown' in fact,
  );
}
