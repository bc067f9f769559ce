/** Facts that other processes leave for the owner of a run, in order. They are believed no more than any stranger. */
import type { Database } from 'better-sqlite3';
import type { Fact } from '../../engine/facts.ts';
import { type Inbox, inboxFactId } from '../../engine/ports/journal.ts';
import { OmniError } from '../../schema/error.ts';
import { storableText } from './check-event.ts';
import { guarded } from './failures.ts';
import { selectSeqOfFact } from './sql/events.ts';
import { deleteFact, hasFact, insertFact, selectFacts } from './sql/inbox.ts';
import { selectRun } from './sql/runs.ts';

export interface OpenInbox extends Inbox {
  /** Leaves a fact for whoever owns the run, now or later; durable when it returns. Throws OMNI6006: no such run. */
  post(run: string, fact: Fact): void;
  /** Whether a fact with this id was left for the run before: it waits still, or something has come of it. */
  posted(run: string, id: string): boolean;
}

export function createInbox(db: Database, clock: () => number): OpenInbox {
  const [find, insert, select, remove] = [selectRun(db), insertFact(db), selectFacts(db), deleteFact(db)];
  const [waits, seqOfFact] = [hasFact(db), selectSeqOfFact(db)];
  return {
    post: (run, fact) =>
      guarded(db, () => {
        const row = find(run);
        if (row === undefined) {
          throw new OmniError('OMNI6006', `There is no run ${run} in this journal.`, {
            help: 'See `omni runs`, and whether this is the folder in which it was started.',
          });
        }
        insert(row.id, JSON.stringify(fact), clock());
      }),
    posted: (run, id) =>
      guarded(db, () => {
        const row = find(run);
        if (row === undefined) return false;
        return waits(row.id, id) || seqOfFact(row.id, storableText(inboxFactId(id))) !== undefined;
      }),
    take: async (run) =>
      guarded(db, () => {
        const row = find(run);
        return row === undefined ? [] : select(row.id).map(({ id, fact }) => ({ row: id, fact: JSON.parse(fact) }));
      }),
    done: async (rows) => guarded(db, () => db.transaction(() => rows.forEach(remove)).immediate()),
  };
}
