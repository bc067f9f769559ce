/**
 * What the guards over a step say of one thing that is about to happen. Only rules that match say anything: where no
 * rule matches it is allowed.
 *
 * A call that is under way may or may not have done what it will: a rule is asked about the state with it and without
 * it, and matches where it matches either. So no call slips through beside one that would have forbidden it.
 */
import { judge as judgePolicy } from '../../policies/index.ts';
import type { Finding, Moment, PolicyState } from '../../policies/words.ts';
import type { Point, Question, Ruling } from '../ports/policies.ts';
import { guardsOver, type Spot, spotOf, stateKey } from './find.ts';
import type { Guard } from './guard.ts';
import { momentOf } from './moment.ts';
import { stateOf } from './remembered.ts';
import { keyOf, termsOf } from './terms.ts';
import { underWay } from './under-way.ts';

/** A tool call is the next moment at which a session can be held, so rules before a turn are asked as well. */
const alsoAt: Partial<Record<Point, Point>> = { tool: 'turn' };

export function judgeGuards(question: Question): readonly Ruling[] {
  const spot = spotOf(question);
  if (!spot) return [];
  const points = [question.point, alsoAt[question.point]].filter((point) => point !== undefined);
  const guards = guardsOver(question.workflow, question.state, spot).filter(({ policy }) =>
    points.some((point) => policy.points.has(point)),
  );
  if (guards.length === 0) return [];
  const moment = momentOf(question, spot);
  return guards.flatMap((guard) => rulingsOf(guard, question, spot, moment, points));
}

function rulingsOf(guard: Guard, question: Question, spot: Spot, moment: Moment, points: readonly Point[]): Ruling[] {
  const { policy } = guard;
  const key = stateKey(guard, spot);
  const now = stateOf(question.state, guard, key);
  const soon = underWay(guard, key, now, question);
  const rulings = new Map<string, Ruling>();
  for (const state of soon === undefined ? [now] : [now, soon]) {
    for (const point of points) {
      if (!policy.points.has(point)) continue;
      for (const finding of judgePolicy(policy, state, point, moment)) {
        if (rulings.has(finding.rule)) continue;
        rulings.set(finding.rule, rulingOf(guard, finding, question, spot, moment, state));
      }
    }
  }
  return [...rulings.values()];
}

function rulingOf(
  guard: Guard,
  finding: Finding,
  question: Question,
  spot: Spot,
  moment: Moment,
  state: PolicyState,
): Ruling {
  const { rule, decision, reason, facts, unknown } = finding;
  const known = guard.policy.rules[rule];
  const base = {
    policy: guard.id,
    rule,
    decision,
    reason,
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(unknown !== undefined && { unknown }),
    ...(decision !== 'hold' && endsSession(guard, rule) && { stops: true }),
    ...(decision === 'hold' && known?.readsNow && { timed: true }),
  };
  if (decision !== 'ask') return base;
  const terms = termsOf(guard, finding, question, spot, moment, state);
  return { ...base, key: keyOf(guard, finding, question, spot), terms };
}

/** What stands before a turn is about the session as a whole, not about the one call that met it. */
function endsSession({ policy }: Guard, rule: string): boolean {
  const before = policy.rules[rule]?.spec.before;
  return Array.isArray(before) ? before.includes('turn') : before === 'turn';
}
