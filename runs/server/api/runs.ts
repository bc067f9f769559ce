/** Runs as the API has them: found, or refused, and as a row of a list. */
import type { Static } from 'typebox';
import { OmniError } from '../../../schema/error.ts';
import type { ListedRun } from '../../journal/index.ts';
import { standingOfListed } from '../../standing.ts';
import type { RunRecord } from '../ports.ts';
import type { Frozen } from './schemas/frozen.ts';
import type { RunRow as Schema } from './schemas/run.ts';

export type RunRow = Frozen<Static<typeof Schema>>;

/** @throws OmniError OMNI6006 */
export function findListed(record: Pick<RunRecord, 'meta'>, run: string): ListedRun {
  const listed = record.meta(run);
  if (listed !== undefined) return listed;
  throw new OmniError('OMNI6006', `There is no run ${run} in this journal.`, { help: 'GET /api/v1/runs lists them.' });
}

export async function rowOf(record: Pick<RunRecord, 'holder'>, listed: ListedRun): Promise<RunRow> {
  const { stands, driven } = await standingOfListed(record, listed);
  return { ...listed, status: stands, driven };
}
