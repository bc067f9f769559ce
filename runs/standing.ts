/** How a run stands, seen from outside: the journal knows what happened, the lease whether anybody goes on with it. */
import type { Outcome } from '../engine/events.ts';
import type { ListedRun, OpenJournal } from './journal/index.ts';
import type { RunStatus } from './view/index.ts';

/** `stopped`: not over, and nobody drives it; the same command, or `omni resume`, continues it. */
export type Standing = 'running' | 'waiting' | 'stopped' | Outcome;

/** `waits`: a person is asked something. */
export function standingOf(status: RunStatus, { held, waits }: { held: boolean; waits: boolean }): Standing {
  if (status !== 'running') return status;
  return held ? 'running' : waits ? 'waiting' : 'stopped';
}

type Holders = Pick<OpenJournal, 'holder'>;

/** Whether somebody drives it. What is over needs no look at its lease. */
export async function isHeld(record: Holders, { run, status }: ListedRun): Promise<boolean> {
  return status === 'running' && (await record.holder(run)) !== undefined;
}

/** Of a run of which no event is read. */
export interface ListedStanding {
  readonly stands: Standing;
  readonly driven: boolean;
}

export async function standingOfListed(record: Holders, listed: ListedRun): Promise<ListedStanding> {
  const driven = await isHeld(record, listed);
  return { driven, stands: standingOf(listed.status, { held: driven, waits: listed.asks.length > 0 }) };
}
