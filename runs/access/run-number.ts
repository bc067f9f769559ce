/** The small number by which tables name a run. */
import type { Database } from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';
import { selectRun } from '../journal/sql/runs.ts';

/** Throws OMNI6006: no such run. */
export function numberOf(db: Database): (run: string) => number {
  const find = selectRun(db);
  return (run) => {
    const row = find(run);
    if (row !== undefined) return row.id;
    throw new OmniError('OMNI6006', `There is no run ${run} in this journal.`, { help: 'See: omni runs' });
  };
}
