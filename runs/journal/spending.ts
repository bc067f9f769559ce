/**
 * What each run spent on each day, so that a budget for a person or a project can be held over runs: folded from the
 * events in the transaction of their append, and read without reading a run.
 */
import type { Database } from 'better-sqlite3';
import { dayOf } from '../../engine/day.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Spending } from '../../engine/ports/journal.ts';
import { guarded } from './failures.ts';
import { addSpending, deleteUnheard, insertUnheard, selectSpentElsewhere, updateStarter } from './sql/spending.ts';

/** Call for every event that is appended, in order. */
export function createSpendingFold(db: Database): (run: number, event: RunEvent) => void {
  const [setStarter, add, open, close] = [updateStarter(db), addSpending(db), insertUnheard(db), deleteUnheard(db)];
  return (run, event) => {
    switch (event.type) {
      case 'run.created':
        setStarter(run, event.starter);
        break;
      case 'step.started':
        // Only a session has an agent.
        if (typeof Object(event.plan).agent === 'string') open(run, event.frame, event.step);
        break;
      case 'usage.reported': {
        const { costMicroUsd } = event.usage;
        close(run, event.frame, event.step);
        add(run, dayOf(event.at), costMicroUsd ?? 0, costMicroUsd === undefined ? 1 : 0);
        break;
      }
      case 'step.finished':
      case 'step.cancelled':
      case 'attempt.failed':
      case 'review.reworked':
        // It has cost something, and nobody said what.
        if (close(run, event.frame, event.step)) add(run, dayOf(event.at), 0, 1);
    }
  };
}

export function createSpending(db: Database): Spending {
  const select = selectSpentElsewhere(db);
  return {
    async elsewhere(run, starter, day) {
      const { user, userUnknown, project, projectUnknown } = guarded(db, () => select(run, starter, day));
      return {
        day,
        ...(userUnknown === 0 && Number.isSafeInteger(user) && { userMicroUsd: user }),
        ...(projectUnknown === 0 && Number.isSafeInteger(project) && { projectMicroUsd: project }),
      };
    },
  };
}
