/** A run is parked when nothing of it runs and only a person, or the end of a person's time, can move it on. */
import type { Workflow } from '../compile/workflow.ts';
import { openAttempts } from '../open-attempts.ts';
import type { RunState } from '../state.ts';

export function isParked(workflow: Workflow, state: RunState): boolean {
  if (state.status !== 'running' || state.agenda.length > 0) return false;
  if (Object.values(state.timers).some(({ kind }) => kind === 'backoff')) return false;
  return openAttempts(workflow, state).every(({ own }) => {
    // An agent whose only open calls wait for a person is waiting itself.
    const calls = Object.values(own.calls ?? {});
    return own.life === 'running' && calls.length > 0 && calls.every(({ life }) => life === 'asking');
  });
}
