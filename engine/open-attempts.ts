/** The attempts that a performer has in hand, or that it died over: leaves that run or are being stopped. */
import type { Step, Workflow } from './compile/workflow.ts';
import type { Frame, RunState, StepState } from './state.ts';

export interface OpenAttempt {
  readonly frame: Frame;
  readonly step: Step;
  readonly own: StepState;
  /** How facts and effects name it. */
  readonly address: { readonly frame: string; readonly step: string; readonly attempt: number };
}

export function openAttempts({ bodies }: Workflow, { frames }: RunState): OpenAttempt[] {
  const open: OpenAttempt[] = [];
  for (const frame of Object.values(frames)) {
    const step = bodies[frame.body]?.steps[frame.at];
    const own = step && frame.steps[step.id];
    if (!own || step.frames !== undefined || (own.life !== 'running' && own.life !== 'stopping')) continue;
    open.push({ frame, step, own, address: { frame: frame.path, step: step.id, attempt: own.attempt } });
  }
  return open;
}
