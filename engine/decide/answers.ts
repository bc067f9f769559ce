/** Answers of people, and of the clock. An answer that comes too late or from the wrong person is journaled as ignored. */
import type { RunEvent } from '../events.ts';
import type { ApprovalAnswered, TimerFired } from '../facts.ts';
import type { OpenAsk } from '../state.ts';
import { type Context, onStep, siteOf } from './context.ts';

export function decideAnswer({ state, at }: Context, fact: ApprovalAnswered): RunEvent {
  const open = Object.hasOwn(state.asks, fact.approval) ? state.asks[fact.approval] : undefined;
  const wrong = whyIgnored(open, fact, state.starter, at);
  if (wrong !== undefined || !open) {
    return { type: 'approval.ignored', at, frame: '', approval: fact.approval, by: fact.by, reason: wrong ?? '' };
  }
  const base = { at, frame: open.frame, step: open.step, approval: fact.approval, by: fact.by };
  const comment = fact.comment === undefined ? {} : { comment: fact.comment };
  if (!fact.granted) return { type: 'approval.refused', ...base, ...comment };
  return { type: 'approval.granted', ...base, ...comment, ...(fact.choice !== undefined && { choice: fact.choice }) };
}

function whyIgnored(
  open: OpenAsk | undefined,
  fact: ApprovalAnswered,
  starter: string,
  at: number,
): string | undefined {
  if (!open) return 'nothing of this name is open: it was answered, withdrawn or has expired';
  const { ask, grants } = open;
  if (ask.expiresAt !== undefined && at >= ask.expiresAt) return 'it has expired';
  if (ask.notStarter && fact.by === starter) return 'whoever started the run may not answer it';
  if (!fact.granted) return undefined;
  if (ask.kind === 'question') return 'it is a question: answer it with omni send';
  if (ask.options && !ask.options.includes(fact.choice ?? '')) return `it needs a choice: ${ask.options.join(', ')}`;
  if (!ask.options && fact.choice !== undefined) return 'it offers no choice';
  if (grants.some(({ by }) => by === fact.by)) return 'the same person has granted it before';
  return undefined;
}

/** A fire of an older generation is of a timer that was stopped or started anew. */
export function decideTimer(context: Context, fact: TimerFired): RunEvent | null {
  const timer = Object.hasOwn(context.state.timers, fact.timer) ? context.state.timers[fact.timer] : undefined;
  if (!timer || timer.generation !== fact.generation) return null;
  const site = siteOf(context, timer.frame, timer.step);
  if (!site) return null;
  switch (timer.kind) {
    case 'backoff':
      return { type: 'backoff.elapsed', ...onStep(site) };
    case 'wait':
      return { type: 'step.finished', ...onStep(site), outcome: 'done' };
    case 'ask':
      return { type: 'approval.refused', ...onStep(site), approval: timer.approval ?? '', expired: true };
    case 'timeout':
      if (site.step.frames !== undefined) return { type: 'scope.cancelled', ...onStep(site), why: 'timeout' };
      return { type: 'step.stopping', ...onStep(site), attempt: site.own.attempt, why: 'timeout' };
  }
}
