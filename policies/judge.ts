/** Judges a moment by the rules of one policy. What cannot be decided matches. */
import type { Point } from '../schema/policy.ts';
import { cutText, readFacts } from './facts.ts';
import type { Policy, Program, ReadyRule } from './policy.ts';
import type { Finding, Moment, PolicyState } from './words.ts';

type Values = Readonly<Record<string, unknown>>;

const NONE: readonly Finding[] = [];

/** One finding per rule that matches, in their order. Pure, and never throws, whatever the moment holds. */
export function judge(policy: Policy, state: PolicyState, point: Point, moment: Moment): readonly Finding[] {
  const rules = policy.ready.before[point];
  if (rules === undefined) return NONE;
  const { view } = policy.ready;
  const values = view.values();
  const before = view.look({ state, moment });
  try {
    let findings: Finding[] | undefined;
    for (const rule of rules) {
      const match = matches(rule.when, values);
      if (match === false) continue;
      findings ??= [];
      findings.push(findingOf(rule, match, values));
    }
    return findings ?? NONE;
  } finally {
    view.look(before);
  }
}

/** Whether a condition holds; a text: why nobody knows. */
export function matches(when: Program | undefined, values: Values): boolean | { readonly unknown: string } {
  if (when === undefined) return true;
  const evaluation = when(values);
  if ('fault' in evaluation) return { unknown: cutText(evaluation.fault) };
  const { value } = evaluation;
  return typeof value === 'boolean' ? value : { unknown: 'the condition gives neither true nor false' };
}

function findingOf(rule: ReadyRule, match: true | { readonly unknown: string }, values: Values): Finding {
  const { id, decide } = rule.spec;
  return {
    rule: id,
    decision: decide,
    reason: reasonOf(rule, values),
    facts: readFacts(values, rule.reads),
    ...(match !== true && match),
  };
}

const MAX_REASON = 4000;

function reasonOf({ spec, reason }: ReadyRule, values: Values): string {
  const said = reason(values);
  if ('fault' in said)
    return cutText(`The rule '${spec.id}' matches; its reason cannot be told: ${said.fault}`, MAX_REASON);
  return cutText(textOf(said.value), MAX_REASON);
}

/** A reason that is one whole `${{ }}` may be anything; what has getters is read here, and may not know itself. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value ?? '') ?? '';
}
