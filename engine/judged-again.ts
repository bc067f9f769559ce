/**
 * What would be decided about a journaled event if it were decided now, on the state before it. Judgements are made
 * again as a whole; of what the world told, the part that was judged is, and what policies remember of it.
 */
import type { Workflow } from './compile/workflow.ts';
import { decide } from './decide/index.ts';
import { remembered } from './decide/remember.ts';
import type { EventOf, RunEvent } from './events.ts';
import type { Fact } from './facts.ts';
import type { Policies } from './ports/policies.ts';
import { type RunState, stepAt } from './state.ts';

/** @returns undefined where nothing of the event was judged. */
export function judgedAgain(
  workflow: Workflow,
  state: RunState,
  journaled: RunEvent,
  policies: Policies,
): RunEvent | null | undefined {
  const again = decidedAgain(workflow, state, journaled, policies);
  if (again !== undefined || journaled.fact === undefined || state.status === 'new') return again;
  const { tracks: _, ...bare } = journaled;
  return remembered({ workflow, state, policies, at: journaled.at }, bare as RunEvent);
}

/** The same without what is only remembered of it: undefined also where something was told and nothing judged. */
export function decidedAgain(
  workflow: Workflow,
  state: RunState,
  journaled: RunEvent,
  policies: Policies,
): RunEvent | null | undefined {
  const { at, fact } = journaled;
  const cause = fact === undefined ? state.agenda[0] : factOf(state, journaled, fact);
  return cause && decide(workflow, state, cause, { policies, at });
}

type Asked =
  | EventOf<'tool.requested'>
  | EventOf<'merge.requested'>
  | EventOf<'turn.requested'>
  | EventOf<'usage.reported'>;

/** What was told, where policies have judged it at once. */
function factOf(state: RunState, event: RunEvent, id: string): Fact | undefined {
  switch (event.type) {
    case 'tool.requested':
      return { ...placeOf(event, id), type: 'tool.requested', call: event.call, tool: event.tool };
    case 'merge.requested':
      return { ...placeOf(event, id), type: 'merge.requested', call: event.call, merge: event.merge };
    case 'turn.requested':
      return { ...placeOf(event, id), type: 'turn.requested', call: event.call, text: event.text };
    case 'usage.reported': {
      const index = (stepAt(state, event.frame, event.step)?.heard?.usages ?? 0) + 1;
      return { ...placeOf(event, id), type: 'usage.reported', index, usage: event.usage };
    }
    default:
      return undefined;
  }
}

const placeOf = ({ at, frame, step, attempt }: Asked, id: string) => ({ id, at, frame, step, attempt });
