/** How a run stands, seen from outside: the journal knows what happened, the lease whether anybody goes on with it. */
import type { Outcome } from '../engine/events.ts';
import type { RunStatus } from './view/index.ts';

/** `stopped`: not over, and nobody drives it; the same command, or `omni resume`, continues it. */
export type Standing = 'running' | 'waiting' | 'stopped' | Outcome;

/** `waits`: a person is asked something. */
export function standingOf(status: RunStatus, { held, waits }: { held: boolean; waits: boolean }): Standing {
  if (status !== 'running') return status;
  return held ? 'running' : waits ? 'waiting' : 'stopped';
}
