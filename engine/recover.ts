/**
 * After a crash: every open attempt is lost, since whoever ran it is gone; only then is the agenda judged, so that
 * nothing is decided about a session that no longer exists. One append; then what the state wants is performed.
 */

import { advance } from './advance/index.ts';
import type { Workflow } from './compile/workflow.ts';
import { decide } from './decide/index.ts';
import type { Effect } from './effects.ts';
import { effectsOf } from './effects-of.ts';
import type { RunEvent } from './events.ts';
import type { AttemptLost } from './facts.ts';
import type { Policies } from './ports/policies.ts';
import { settleAgenda } from './settle.ts';
import type { RunState } from './state.ts';

/**
 * @param at the time of the recovery, in milliseconds since the epoch.
 * @param limit of the agenda's events, as in `settle`: what is left stays on the agenda.
 */
export function recover(
  workflow: Workflow,
  state: RunState,
  at: number,
  policies: Policies,
  limit?: number,
): { events: RunEvent[]; effects: Effect[] } {
  const events: RunEvent[] = [];
  for (const lost of lostAttempts(workflow, state, at)) {
    const event = decide(workflow, state, lost, { policies, at });
    if (!event) continue;
    events.push(event);
    advance(workflow, state, event);
  }
  const settled = settleAgenda(workflow, state, at, policies, limit);
  return { events: [...events, ...settled.events], effects: effectsOf(workflow, state) };
}

function lostAttempts(workflow: Workflow, state: RunState, at: number): AttemptLost[] {
  const lost: AttemptLost[] = [];
  for (const frame of Object.values(state.frames)) {
    const step = workflow.bodies[frame.body]?.steps[frame.at];
    const own = step && frame.steps[step.id];
    if (!own || step.child !== undefined || (own.life !== 'running' && own.life !== 'stopping')) continue;
    const id = `lost:${frame.path}/${step.id}#${own.attempt}`;
    lost.push({ type: 'attempt.lost', id, at, frame: frame.path, step: step.id, attempt: own.attempt });
  }
  return lost;
}
