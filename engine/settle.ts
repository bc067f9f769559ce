/**
 * One fact, and everything that follows from it by itself: decide, advance, then the agenda until it is empty. The
 * state runs ahead of the journal; the caller appends the events in one batch and only then performs the effects, or
 * drops the state.
 */

import { advance } from './advance/index.ts';
import type { Workflow } from './compile/workflow.ts';
import { decide } from './decide/index.ts';
import type { Effect } from './effects.ts';
import type { RunEvent } from './events.ts';
import type { Fact } from './facts.ts';
import type { Policies } from './ports/policies.ts';
import type { RunState } from './state.ts';

export interface Settled {
  readonly events: RunEvent[];
  /** In order; filter them against the state after the batch (`isWanted`) before performing any. */
  readonly effects: Effect[];
}

/** Nothing comes of a fact that is stale, doubled or absurd: no events, and the state is as it was. */
export function settle(workflow: Workflow, state: RunState, fact: Fact, policies: Policies, limit?: number): Settled {
  const settled: Settled = { events: [], effects: [] };
  const event = decide(workflow, state, fact, { policies, at: fact.at });
  if (!event) return settled;
  take(workflow, state, event, settled);
  drain(workflow, state, fact.at, policies, settled, limit);
  return settled;
}

/** Goes on with an agenda that a limit cut short, or that a crash left behind. */
export function settleAgenda(
  workflow: Workflow,
  state: RunState,
  at: number,
  policies: Policies,
  limit?: number,
): Settled {
  const settled: Settled = { events: [], effects: [] };
  drain(workflow, state, at, policies, settled, limit);
  return settled;
}

/** A limit cuts a very long chain into batches. That is safe: what is left is the agenda, and that is state. */
function drain(
  workflow: Workflow,
  state: RunState,
  at: number,
  policies: Policies,
  settled: Settled,
  limit = Number.POSITIVE_INFINITY,
): void {
  for (let head = state.agenda[0]; head && settled.events.length < limit; head = state.agenda[0]) {
    const event = decide(workflow, state, head, { policies, at });
    if (event) take(workflow, state, event, settled);
  }
}

function take(workflow: Workflow, state: RunState, event: RunEvent, settled: Settled): void {
  settled.events.push(event);
  for (const effect of advance(workflow, state, event)) settled.effects.push(effect);
}
