/** Answers of people, and of the clock. An answer that comes too late or from the wrong person is journaled as ignored. */
import type { RunEvent } from '../events.ts';
import type { ApprovalAnswered, TimerFired } from '../facts.ts';
import { holdsRole, unattended } from '../roles.ts';
import type { OpenAsk } from '../state.ts';
import { reasonOf } from '../verdict.ts';
import { type Context, onStep, siteOf, whoOf } from './context.ts';
import { type Gate, judge } from './gate.ts';

export function decideAnswer(context: Context, fact: ApprovalAnswered): RunEvent {
  const { state, at } = context;
  const open = Object.hasOwn(state.asks, fact.approval) ? state.asks[fact.approval] : undefined;
  const wrong = whyIgnored(open, fact, context);
  const ignored = { type: 'approval.ignored', at, frame: '', approval: fact.approval, ...whoOf(fact) } as const;
  if (wrong !== undefined || !open) return { ...ignored, reason: wrong ?? '' };
  const { verdict, decisions } = judgeAnswer(context, open, fact);
  if (verdict !== 'allowed') return { ...ignored, reason: reasonOf(state, decisions), decisions: [...decisions] };
  const base = { at, frame: open.frame, step: open.step, approval: fact.approval, ...whoOf(fact) };
  const comment = fact.comment === undefined ? {} : { comment: fact.comment };
  if (!fact.granted) return { type: 'approval.refused', ...base, ...comment };
  return { type: 'approval.granted', ...base, ...comment, ...(fact.choice !== undefined && { choice: fact.choice }) };
}

/** Policies may stand before any approval; a refusal never needs their leave. */
function judgeAnswer(context: Context, { ask, frame, step }: OpenAsk, { granted, by }: ApprovalAnswered): Gate {
  const site = siteOf(context, frame, step);
  if (!site || !granted) return { verdict: 'allowed', decisions: [], said: {} };
  return judge(site, ['approval'], { answer: { ask, granted, by } });
}

function whyIgnored(
  open: OpenAsk | undefined,
  fact: ApprovalAnswered,
  { state: { starter }, workflow, at }: Context,
): string | undefined {
  if (!open) return 'nothing of this name is open: it was answered, withdrawn or has expired';
  const { ask, grants } = open;
  if (ask.expiresAt !== undefined && at >= ask.expiresAt) return 'it has expired';
  if (!fact.granted && fact.by === unattended) return undefined;
  if (ask.notStarter && fact.by === starter) return 'whoever started the run may not answer it';
  if (ask.roles && !holdsRole(ask.roles, fact.by, workflow.spec))
    return `it is for ${ask.roles.join(' or ')} to answer`;
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
  if (timer.kind === 'hold') return { type: 'hold.elapsed', at: context.at, frame: '' };
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
