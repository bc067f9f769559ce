/** The costs as a rule sees them: with what has been reported just now and is not in the state yet. */
import type { Amount, Cost } from '../../policies/words.ts';
import type { Happening, Question } from '../ports/policies.ts';
import { costOf } from '../spending.ts';
import type { Spot } from './find.ts';

export function costAt({ workflow, state, at, usage }: Question | Happening, { step, own, agent }: Spot): Cost {
  const cost = costOf({ workflow, state, step, own, at }, agent);
  if (!usage) return cost;
  const plus = (amount: Amount): Amount =>
    amount === undefined || usage.costMicroUsd === undefined ? undefined : amount + usage.costMicroUsd;
  return {
    run: plus(cost.run),
    session: plus(cost.session),
    agent: plus(cost.agent),
    step: plus(cost.step),
    reserved: cost.reserved,
    userToday: plus(cost.userToday),
    projectToday: plus(cost.projectToday),
  };
}
