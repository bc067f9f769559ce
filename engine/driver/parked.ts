/** A run is parked when nothing of it runs and only a person, or a time that is far off, can move it on. */
import type { Workflow } from '../compile/workflow.ts';
import { openAttempts } from '../open-attempts.ts';
import type { RunState, Timer } from '../state.ts';

/** What is over sooner, a wait or the time to answer, is waited for: coming back would be more work than staying. */
const nearMs = 60_000;

export function isParked(workflow: Workflow, state: RunState, now: number): boolean {
  if (state.status !== 'running' || state.agenda.length > 0) return false;
  const isNear = ({ kind, deadline }: Timer) =>
    kind === 'backoff' ||
    (kind === 'hold' && state.held.length > 0) ||
    ((kind === 'wait' || kind === 'ask') && deadline < now + nearMs);
  if (Object.values(state.timers).some(isNear)) return false;
  return openAttempts(workflow, state).every(({ own }) => {
    // An agent whose only open calls wait for a person is waiting itself.
    const calls = Object.values(own.calls ?? {});
    return own.life === 'running' && calls.length > 0 && calls.every(({ life }) => life === 'asking');
  });
}
