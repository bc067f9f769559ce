/** Ending a run: whoever drives it ends everything that it has running, and then the run. */
import { type ActJournal, type Done, doneBefore, leave, refuseOver, runCalled, seenOf } from './act.ts';
import type { Person } from './person.ts';

/**
 * Asks for the end of a run. Nobody drives it: it has to be continued once more, to its end.
 * @throws UnfitAct
 */
export async function cancel(journal: ActJournal, run: string, who: Person, key?: string): Promise<Done> {
  const found = runCalled(journal, run);
  const seen = seenOf(who, key);
  const before = key === undefined ? undefined : await doneBefore(journal, run, seen);
  if (before) return before;
  refuseOver(found);
  return leave(journal, run, { ...seen, type: 'cancel.requested' }, `run ${run} was told to end`);
}
