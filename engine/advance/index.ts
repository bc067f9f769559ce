/**
 * Folds one event into the state, in place, and says what the run now wants of the world. The same function live and
 * in replay. It judges nothing; it verifies: an event that the machines do not take, with the decisions recorded on
 * it, throws OMNI6007, and the state it was folded into must be dropped.
 */

import type { Workflow } from '../compile/workflow.ts';
import type { Effect } from '../effects.ts';
import type { EventOf, RunEvent, RunEventType } from '../events.ts';
import type { RunState } from '../state.ts';
import { foldApproval, foldMail, foldQuestion } from './approvals.ts';
import { cancelScope } from './cancel.ts';
import { type Fold, impossible } from './context.ts';
import { foldFrameClosed, foldFrameOpened, foldRunCreated, foldRunFinished } from './frames.ts';
import { foldPolicies } from './policies.ts';
import { foldCall, foldMessage, foldTurn, foldUsage } from './sessions.ts';
import { foldSpending } from './spending.ts';
import { foldStep } from './steps.ts';

type Handlers = { readonly [T in RunEventType]: (fold: Fold, event: EventOf<T>) => void };

const handlers: Handlers = {
  'run.created': foldRunCreated,
  'run.finished': foldRunFinished,
  'step.skipped': foldStep.skipped,
  'step.asked': foldStep.asked,
  'step.refused': foldStep.refused,
  'step.started': foldStep.started,
  'step.waiting': foldStep.waiting,
  'step.stopping': foldStep.stopping,
  'step.cancelled': foldStep.cancelled,
  'step.finished': foldStep.finished,
  'attempt.failed': foldStep.attemptFailed,
  'backoff.elapsed': foldStep.backoffElapsed,
  'session.opened': foldStep.sessionOpened,
  'frame.opened': foldFrameOpened,
  'frame.closed': foldFrameClosed,
  'scope.cancelled': cancelScope,
  'review.reworked': foldStep.reworked,
  'tool.requested': foldCall.requested,
  'tool.judged': foldCall.judged,
  'tool.completed': foldCall.completed,
  'merge.requested': foldCall.requested,
  'merge.judged': foldCall.judged,
  'turn.requested': foldCall.requested,
  'turn.judged': foldTurn,
  'message.sent': foldMessage.sent,
  'message.received': foldMessage.received,
  'usage.reported': foldUsage,
  'spending.observed': foldSpending,
  'approval.granted': foldApproval.granted,
  'approval.refused': foldApproval.refused,
  'approval.ignored': foldMail.ignored,
  'question.answered': foldQuestion,
  'message.kept': foldMail.kept,
  'hold.elapsed': foldPolicies.elapsed,
  'policy.added': foldPolicies.added,
};

/** @returns the effects of this event, in order; some may be unwanted again by the end of the batch. */
export function advance(workflow: Workflow, state: RunState, event: RunEvent): Effect[] {
  const fold: Fold = { workflow, state, effects: [], at: event.at };
  if (state.status !== 'running' && event.type !== 'run.created') throw impossible(event, `the run is ${state.status}`);
  // Events that no fact caused are answers to the head of the agenda.
  if (event.fact === undefined && state.agenda.shift() === undefined)
    throw impossible(event, 'nothing was to be judged');
  (handlers[event.type] as (fold: Fold, event: RunEvent) => void)(fold, event);
  if (event.tracks) foldPolicies.tracked(fold, { type: event.type, tracks: event.tracks });
  if (event.fact !== undefined && 'by' in event) state.told[event.fact] = true;
  return fold.effects;
}
