/** How a run stands, seen from outside: the journal knows what happened, the lease whether anybody goes on with it. */
import type { Outcome } from '../engine/events.ts';
import type { ListedRun, OpenJournal } from './journal/index.ts';
import type { RunStatus, RunView } from './view/index.ts';

/**
 * `waiting`: a person is asked something, whether or not anything goes on beside it. `stopped`: nobody is asked, and
 * nobody drives it; the same command, or `omni resume`, continues it.
 */
export type Standing = 'running' | 'waiting' | 'stopped' | Outcome;

/** `held`: somebody drives it. `waits`: a person is asked something. */
export function standingOf(status: RunStatus, { held, waits }: { held: boolean; waits: boolean }): Standing {
  if (status !== 'running' && status !== 'waiting') return status;
  return waits ? 'waiting' : held ? 'running' : 'stopped';
}

/** Nobody drives it, and not only because it waits for an answer: what was at work in it was interrupted. */
export const isStranded = ({ status, asks }: Pick<RunView, 'status' | 'asks'>, held: boolean): boolean =>
  !held && (status === 'running' || (status === 'waiting' && asks.size === 0));

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
