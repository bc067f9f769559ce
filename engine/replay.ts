/** Replay is the fold of a journal, its effects dropped. No clock, no model, no process: only the events. */
import { advance } from './advance/index.ts';
import type { Workflow } from './compile/workflow.ts';
import type { RunEvent } from './events.ts';
import { initialState, type RunState } from './state.ts';

/** @throws OmniError OMNI6007 on an event that can not follow from those before it. */
export function replay(workflow: Workflow, events: Iterable<RunEvent>, state: RunState = initialState()): RunState {
  for (const event of events) advance(workflow, state, event);
  return state;
}
