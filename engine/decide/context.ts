/** What every judgement stands on: the workflow, the state before it, who is asked, and the time of its fact. */
import type { Step, Workflow } from '../compile/workflow.ts';
import type { ErrorValue, Origin } from '../events.ts';
import type { Policies } from '../ports/policies.ts';
import type { Frame, RunState, StepState } from '../state.ts';

export interface Judge {
  readonly policies: Policies;
  /** The time of the fact that is being settled, in milliseconds since the epoch. */
  readonly at: number;
}

export interface Context extends Judge {
  readonly workflow: Workflow;
  readonly state: RunState;
}

/** A step in its frame: what it is and how it stands. */
export interface Site extends Context {
  readonly frame: Frame;
  readonly step: Step;
  readonly own: StepState;
}

/** What a frame's end adds to its event; `outcome` where it has failed after all. */
export interface Judged {
  readonly conditions?: Record<string, unknown>;
  readonly output?: Record<string, unknown>;
  readonly outcome?: 'failed';
  readonly error?: ErrorValue;
}

/** Nothing when the frame has closed or the step was never entered: the cause is stale. */
export function siteOf(context: Context, framePath: string, id: string): Site | undefined {
  const { state, workflow, policies, at } = context;
  const frame = Object.hasOwn(state.frames, framePath) ? state.frames[framePath] : undefined;
  const own = frame && Object.hasOwn(frame.steps, id) ? frame.steps[id] : undefined;
  const step = frame && workflow.bodies[frame.body]?.steps[id];
  // Spelled out: a spread costs more than most judgements.
  return frame && own && step ? { workflow, state, policies, at, frame, step, own } : undefined;
}

/** The fields that every event of a step begins with. */
export const onStep = ({ at, frame, step }: Site) => ({ at, frame: frame.path, step: step.id });

/** Who did what the event tells of, and from where, as far as that was noted. */
export const whoOf = ({ by, from }: { readonly by: string; readonly from?: Origin }) => ({ by, ...(from && { from }) });

export const failedWith = (code: string, message: string): ErrorValue => ({ code, message });
