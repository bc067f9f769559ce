/**
 * What an omni says of its open attempts when it stops in order: that it ended them itself. Only that is settled; what
 * follows from it, the next attempt, stays on the agenda for whoever takes the run up.
 */
import type { Workflow } from '../compile/workflow.ts';
import type { RunEvent } from '../events.ts';
import type { AttemptInterrupted } from '../facts.ts';
import { openAttempts } from '../open-attempts.ts';
import type { Policies } from '../ports/policies.ts';
import { settle } from '../settle.ts';
import type { RunState } from '../state.ts';

export function interruptAttempts(workflow: Workflow, state: RunState, at: number, policies: Policies): RunEvent[] {
  return openAttempts(workflow, state).flatMap(({ address }) => {
    const id = `interrupted:${address.frame}/${address.step}#${address.attempt}`;
    const fact: AttemptInterrupted = { type: 'attempt.interrupted', id, at, ...address };
    return settle(workflow, state, fact, policies, 1).events;
  });
}
