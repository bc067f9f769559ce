/** Reads a run page by page, so that a long one never lies in memory as a whole, and believes no row unchecked. */
import type { Database } from 'better-sqlite3';
import type { Envelope } from '../../engine/events.ts';
import type { EventCheck } from './check-event.ts';
import { guarded } from './failures.ts';
import { JournalFault } from './fault.ts';
import { decodeRow, type Head } from './row.ts';
import { selectEvents, selectHead } from './sql/events.ts';
import { selectRun } from './sql/runs.ts';

const rowsPerPage = 500;

/** In order, from `fromSeq`; nothing for a run that nobody knows. Throws `JournalFault`. */
export type ReadEvents = (run: string, fromSeq: number, check: EventCheck) => Generator<Envelope, void>;

export function createReader(db: Database): ReadEvents {
  const [find, page, headAt] = [selectRun(db), selectEvents(db), selectHead(db)];

  /** Where the chain stands before `fromSeq`; undefined when it does not reach that far. */
  const before = (run: string, id: number, fromSeq: number): Head | undefined => {
    const head = headAt(id, Math.max(0, fromSeq - 1));
    if (fromSeq <= 1 || head.seq === fromSeq - 1) return head;
    if (page(id, fromSeq - 1, 1).length > 0) throw new JournalFault(run, fromSeq - 1, 'gap');
    return undefined;
  };

  return function* read(run, fromSeq, check) {
    const id = guarded(db, () => find(run)?.id);
    if (id === undefined) return;
    let head = guarded(db, () => before(run, id, fromSeq));
    if (head === undefined) return;
    for (;;) {
      const { seq } = head;
      const rows = guarded(db, () => page(id, seq, rowsPerPage));
      for (const row of rows) {
        const envelope = decodeRow(run, head, row, check);
        head = envelope;
        yield envelope;
      }
      if (rows.length < rowsPerPage) return;
    }
  };
}
