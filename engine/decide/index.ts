/**
 * The only judgement. One cause in, one event or nothing out: the second event of a chain depends on the state after
 * the first, so it is asked for again. Total over facts: late, doubled or absurd ones give nothing.
 */

import type { Workflow } from '../compile/workflow.ts';
import type { RunEvent, Usage } from '../events.ts';
import type { Cause, Fact, Judgement, MessageSubmitted } from '../facts.ts';
import { whyNoPolicy } from '../guards/added.ts';
import type { RunState } from '../state.ts';
import { reasonOf } from '../verdict.ts';
import { decideJudgement } from './agenda.ts';
import { decideAnswer, decideTimer } from './answers.ts';
import { stopped } from './compounds.ts';
import { type Context, type Judge, onStep, type Site, siteOf, whoOf } from './context.ts';
import { failure, interrupted, lost } from './failure.ts';
import { judge } from './gate.ts';
import { decideMessage, decideQuestion } from './questions.ts';
import { remembered } from './remember.ts';
import { finishing } from './results.ts';
import { decideSpending } from './spending.ts';

export type { Judge } from './context.ts';

/** Throws `OmniError` OMNI6007 only for a judgement that the state itself cannot have put on the agenda. */
export function decide(workflow: Workflow, state: RunState, cause: Cause, given: Judge): RunEvent | null {
  const context: Context = { workflow, state, ...given };
  if (isJudgement(cause)) return remembered(context, decideJudgement(context, cause));
  const event = decideFact(context, cause);
  return event && remembered(context, { ...event, fact: cause.id });
}

const isJudgement = (cause: Cause): cause is Judgement => !('id' in cause);

function decideFact(context: Context, fact: Fact): RunEvent | null {
  const { state, at } = context;
  if (fact.type === 'run.requested') {
    if (state.status !== 'new') return null;
    const { id: _id, type: _type, at: _at, unavailable, prices, ...rest } = fact;
    return {
      type: 'run.created',
      at,
      frame: '',
      ...rest,
      ...(prices !== undefined && { prices }),
      ...(unavailable && { unavailable: [...unavailable] }),
    };
  }
  if (state.status !== 'running' || Object.hasOwn(state.told, fact.id)) return null;
  switch (fact.type) {
    case 'timer.fired':
      return decideTimer(context, fact);
    case 'approval.answered':
      return decideAnswer(context, fact);
    case 'cancel.requested':
      return { type: 'scope.cancelled', at, frame: '', why: 'cancelled', ...whoOf(fact) };
    case 'question.answered':
      return decideQuestion(context, fact);
    case 'policy.added':
      return whyNoPolicy(fact.policy) === undefined
        ? { type: 'policy.added', at, frame: '', policy: fact.policy, ...whoOf(fact) }
        : null;
    case 'spending.observed':
      return decideSpending(context, fact);
    case 'message.submitted': {
      if (fact.step === undefined) return decideMessage(context, fact);
      const site = siteOf(context, fact.frame ?? '', fact.step);
      if (site?.own.life !== 'running' || site.step.kind !== 'agent') return null;
      return sent(site, fact);
    }
    default:
      return decideOfAttempt(context, fact);
  }
}

type OfAttempt = Extract<Fact, { attempt: number }>;

/** Whatever comes from an attempt counts only while that very attempt is open. */
function decideOfAttempt(context: Context, fact: OfAttempt): RunEvent | null {
  const site = siteOf(context, fact.frame, fact.step);
  if (!site || site.step.frames !== undefined || site.own.attempt !== fact.attempt) return null;
  const { life } = site.own;
  if (life === 'stopping') return stillStopping(site, fact);
  return life === 'running' ? decideRunning(site, fact) : null;
}

/** A result that arrives while stopping loses: it only says that the attempt has stopped. Money spent still counts. */
function stillStopping(site: Site, fact: OfAttempt): RunEvent | null {
  switch (fact.type) {
    case 'attempt.finished':
    case 'attempt.stopped':
    case 'attempt.lost':
      return stopped(site);
    case 'usage.reported':
      return usage(site, fact.index, fact.usage);
    default:
      return null;
  }
}

function decideRunning(site: Site, fact: OfAttempt): RunEvent | null {
  const { own } = site;
  const base = { ...onStep(site), attempt: fact.attempt };
  switch (fact.type) {
    case 'attempt.finished':
      return finishing(site, fact);
    case 'attempt.stopped':
      return failure(
        site,
        { code: 'failed', message: 'The attempt ended without a result' },
        { attempt: fact.attempt },
      );
    case 'attempt.lost':
      return lost(site, fact.attempt);
    case 'attempt.interrupted':
      return interrupted(site, fact.attempt);
    case 'session.opened':
      // Also where it has that name: one that is told twice, and got another name in between, is known by its fact.
      return { type: 'session.opened', ...base, session: fact.session };
    case 'tool.requested': {
      if (own.calls && Object.hasOwn(own.calls, fact.call)) return null;
      const { said } = judge(site, ['tool'], { tool: fact.tool, call: fact.call });
      return { type: 'tool.requested', ...base, call: fact.call, tool: fact.tool, ...said };
    }
    case 'merge.requested': {
      if (own.calls && Object.hasOwn(own.calls, fact.call)) return null;
      const { said } = judge(site, ['merge'], { merge: fact.merge, call: fact.call });
      return { type: 'merge.requested', ...base, call: fact.call, merge: fact.merge, ...said };
    }
    case 'turn.requested': {
      if (own.calls && Object.hasOwn(own.calls, fact.call)) return null;
      const { said } = judge(site, ['turn'], { text: fact.text, call: fact.call });
      return { type: 'turn.requested', ...base, call: fact.call, text: fact.text, ...said };
    }
    case 'tool.completed': {
      const call = own.calls && Object.hasOwn(own.calls, fact.call) ? own.calls[fact.call] : undefined;
      if (call?.life !== 'allowed') return null;
      const output = fact.output === undefined ? {} : { output: fact.output };
      return { type: 'tool.completed', ...base, call: fact.call, ok: fact.ok, ...output };
    }
    case 'message.received':
      return fact.index > (own.heard?.messages ?? 0) ? { type: 'message.received', ...base, text: fact.text } : null;
    case 'usage.reported':
      return usage(site, fact.index, fact.usage);
  }
}

/** Money that was spent is spent; whether more may be is asked at once, so that the next call finds the gate closed. */
function usage(site: Site, index: number, reported: Usage): RunEvent | null {
  const { own } = site;
  if (index <= (own.heard?.usages ?? 0)) return null;
  const { said } = own.life === 'running' ? judge(site, ['turn'], { usage: reported }) : { said: {} };
  return { type: 'usage.reported', ...onStep(site), attempt: own.attempt, usage: reported, ...said };
}

/** What a person says begins a turn like any other. What a policy lets not through is journaled, and said to nobody. */
function sent(site: Site, fact: MessageSubmitted): RunEvent {
  const { text } = fact;
  const { verdict, decisions } = judge(site, ['turn'], { text });
  if (verdict === 'allowed')
    return { type: 'message.sent', ...onStep(site), attempt: site.own.attempt, text, ...whoOf(fact) };
  const reason =
    verdict === 'denied' ? reasonOf(site.state, decisions) : 'a policy holds the session until a person answers';
  return {
    type: 'approval.ignored',
    at: site.at,
    frame: '',
    approval: '',
    ...whoOf(fact),
    reason,
    text,
    decisions: [...decisions],
  };
}
