/** The attempts that a performer has in hand, or that it died over. */
import type { Workflow } from './compile/workflow.ts';
import type { RunState } from './state.ts';

export interface OpenAttempt {
  readonly frame: string;
  readonly step: string;
  readonly attempt: number;
}

export function openAttempts(workflow: Workflow, state: RunState): OpenAttempt[] {
  const open: OpenAttempt[] = [];
  for (const frame of Object.values(state.frames)) {
    const step = workflow.bodies[frame.body]?.steps[frame.at];
    const own = step && frame.steps[step.id];
    if (!own || step.child !== undefined || (own.life !== 'running' && own.life !== 'stopping')) continue;
    open.push({ frame: frame.path, step: step.id, attempt: own.attempt });
  }
  return open;
}
