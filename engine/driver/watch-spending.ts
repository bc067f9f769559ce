/**
 * Looks up what other runs spend today, for policies with a budget for a person's or a project's day: before the first
 * judgement, then every minute, and when a day ends.
 */
import { dayMs, dayOf } from '../day.ts';
import type { Elsewhere } from '../events.ts';
import type { SpendingObserved } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Spending } from '../ports/journal.ts';

const lookEveryMs = 60_000;

export interface SpendingSource {
  readonly spending: Spending;
  readonly clock: Clock;
  readonly run: string;
  readonly starter: string;
}

/** A store that does not answer makes the amounts unknown: whoever guards a budget then asks. */
export async function lookUpSpending({ spending, clock, run, starter }: SpendingSource): Promise<Elsewhere> {
  const day = dayOf(clock.now());
  try {
    return await spending.elsewhere(run, starter, day);
  } catch {
    return { day };
  }
}

/** @param owner differs for every owner of the run: it makes the ids of facts. */
export const spendingObserved = (elsewhere: Elsewhere, at: number, owner: string): SpendingObserved => ({
  type: 'spending.observed',
  id: `spending:${owner}:${at}`,
  at,
  elsewhere,
});

/** Reports every look; what is no news comes to nothing. @returns what ends it. */
export function watchSpending(
  source: SpendingSource,
  owner: string,
  report: (fact: SpendingObserved) => void,
): () => void {
  const { clock } = source;
  let over = false;
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    const elsewhere = await lookUpSpending(source);
    if (over) return;
    report(spendingObserved(elsewhere, clock.now(), owner));
    again();
  };
  const again = (): void => {
    const now = clock.now();
    const midnight = (dayOf(now) + 1) * dayMs;
    cancel = clock.after(Math.min(now + lookEveryMs, midnight), () => void look());
  };
  again();
  return () => {
    over = true;
    cancel();
  };
}
