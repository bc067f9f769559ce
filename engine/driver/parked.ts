/** A run is parked when nothing of it runs and only a person, or the end of a person's time, can move it on. */
import type { Workflow } from '../compile/workflow.ts';
import type { RunState } from '../state.ts';

export function isParked(workflow: Workflow, state: RunState): boolean {
  if (state.status !== 'running' || state.agenda.length > 0) return false;
  if (Object.values(state.timers).some(({ kind }) => kind === 'backoff')) return false;
  for (const frame of Object.values(state.frames)) {
    const step = workflow.bodies[frame.body]?.steps[frame.at];
    const life = step && frame.steps[step.id]?.life;
    if (step?.child !== undefined || (life !== 'running' && life !== 'stopping')) continue;
    // An agent whose only open calls wait for a person is waiting itself.
    const calls = Object.values(frame.steps[frame.at]?.calls ?? {});
    if (life === 'stopping' || calls.length === 0 || calls.some((call) => call.life !== 'asking')) return false;
  }
  return true;
}
