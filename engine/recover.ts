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
import type { AttemptLost, SpendingObserved } from './facts.ts';
import { openAttempts } from './open-attempts.ts';
import type { Policies } from './ports/policies.ts';
import { settleAgenda } from './settle.ts';
import type { RunState } from './state.ts';

/**
 * @param at the time of the recovery, in milliseconds since the epoch.
 * @param limit of the agenda's events, as in `settle`: what is left stays on the agenda.
 * @param observed what the judgements that follow shall know of other runs.
 */
export function recover(
  workflow: Workflow,
  state: RunState,
  at: number,
  policies: Policies,
  limit?: number,
  observed: readonly SpendingObserved[] = [],
): { events: RunEvent[]; effects: Effect[] } {
  const events: RunEvent[] = [];
  for (const fact of [...observed, ...lostAttempts(workflow, state, at)]) {
    const event = decide(workflow, state, fact, { policies, at });
    if (!event) continue;
    events.push(event);
    advance(workflow, state, event);
  }
  const settled = settleAgenda(workflow, state, at, policies, limit);
  return { events: [...events, ...settled.events], effects: effectsOf(workflow, state) };
}

function lostAttempts(workflow: Workflow, state: RunState, at: number): AttemptLost[] {
  return openAttempts(workflow, state).map(({ address }) => {
    const id = `lost:${address.frame}/${address.step}#${address.attempt}`;
    return { type: 'attempt.lost', id, at, ...address };
  });
}
