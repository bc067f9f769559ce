/** How a run stands of which no event is read: by its row, and by whether somebody drives it. */
import type { ListedRun } from '../journal/index.ts';
import { type Standing, standingOf } from '../standing.ts';
import type { RunRecord } from './ports.ts';

type Holders = Pick<RunRecord, 'holder'>;

/** Whether somebody drives it. What is over needs no look at its lease. */
export async function isHeld(record: Holders, { run, status }: ListedRun): Promise<boolean> {
  return status === 'running' && (await record.holder(run)) !== undefined;
}

export interface ListedStanding {
  readonly stands: Standing;
  readonly driven: boolean;
}

export async function standingOfListed(record: Holders, listed: ListedRun): Promise<ListedStanding> {
  const driven = await isHeld(record, listed);
  return { driven, stands: standingOf(listed.status, { held: driven, waits: listed.asks.length > 0 }) };
}
