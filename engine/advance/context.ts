/** What a fold of one event works on. The state is changed in place; effects are collected. */
import { OmniError } from '../../schema/error.ts';
import type { Body, Step, Workflow } from '../compile/workflow.ts';
import type { Effect } from '../effects.ts';
import type { RunEvent } from '../events.ts';
import type { Frame, RunState, StepState } from '../state.ts';

export interface Fold {
  readonly workflow: Workflow;
  readonly state: RunState;
  readonly effects: Effect[];
  /** The time of the event, in milliseconds since the epoch. */
  readonly at: number;
}

/** A step of a live frame. */
export interface Site extends Fold {
  readonly frame: Frame;
  readonly body: Body;
  readonly step: Step;
  readonly own: StepState;
}

/** An event that does not fit the state was forged, or the journal is of another workflow: nothing may go on. */
export function impossible(event: { readonly type: string }, why: string): OmniError {
  return new OmniError('OMNI6007', `Event ${event.type} can not have happened: ${why}`);
}

export function frameOf(fold: Fold, path: string, event: { readonly type: string }): Frame {
  const frame = Object.hasOwn(fold.state.frames, path) ? fold.state.frames[path] : undefined;
  if (!frame) throw impossible(event, `frame '${path}' is not open`);
  return frame;
}

export function siteIn(fold: Fold, frame: Frame, id: string, event: { readonly type: string }): Site {
  const body = fold.workflow.bodies[frame.body];
  const step = body?.steps[id];
  const own = Object.hasOwn(frame.steps, id) ? frame.steps[id] : undefined;
  if (!body || !step || !own) throw impossible(event, `step '${id}' was not entered in frame '${frame.path}'`);
  // Spelled out: a spread costs more than most folds.
  const { workflow, state, effects, at } = fold;
  return { workflow, state, effects, at, frame, body, step, own };
}

export function siteOf(fold: Fold, event: RunEvent & { step: string }): Site {
  return siteIn(fold, frameOf(fold, event.frame, event), event.step, event);
}
