/** What other runs spent was looked up: news only where it is another amount, or another day. */
import type { RunEvent } from '../events.ts';
import type { SpendingObserved } from '../facts.ts';
import type { Context } from './context.ts';

export function decideSpending({ state, at }: Context, { elsewhere }: SpendingObserved): RunEvent | null {
  const { day, userMicroUsd, projectMicroUsd } = elsewhere;
  const known = state.elsewhere;
  if (known?.day === day && known.userMicroUsd === userMicroUsd && known.projectMicroUsd === projectMicroUsd) {
    return null;
  }
  return { type: 'spending.observed', at, frame: '', elsewhere };
}
