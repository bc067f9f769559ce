/** What is seen of a running attempt: its tool calls, its messages, what it spends. */
import type { JsonObject } from '../../schema/json.ts';
import type { Ask, Decision, EventOf, RunEvent } from '../events.ts';
import { type CallLife, call as machine } from '../machine/call.ts';
import { move } from '../machine/move.ts';
import { type CallState, dictionary, type Waiter } from '../state.ts';
import { reasonOf, type Verdict, verdictOf } from '../verdict.ts';
import { makeDue } from './agenda.ts';
import { leave, waitFor } from './asks.ts';
import { type Fold, impossible, type Site, siteOf } from './context.ts';
import { spendTickets } from './grants.ts';
import { addUsage } from './spending.ts';

type Asked = EventOf<'tool.requested'> | EventOf<'merge.requested'> | EventOf<'turn.requested'>;
type Judged = EventOf<'tool.judged'> | EventOf<'merge.judged'> | (EventOf<'turn.judged'> & { readonly call: string });
type OfCall = Asked | Judged;

/** Tool calls, and merges: what is asked for before it is done, and answered when it is allowed or refused. */
export const foldCall = {
  requested(fold: Fold, event: Asked): void {
    const site = openAttempt(fold, event);
    site.own.calls ??= dictionary();
    if (Object.hasOwn(site.own.calls, event.call)) throw impossible(event, 'the call was requested before');
    const fresh: CallState = { life: 'requested', attempt: event.attempt, ...subjectOf(event) };
    site.own.calls[event.call] = fresh;
    judged(site, fresh, event);
  },
  judged(fold: Fold, event: Judged): void {
    const site = openAttempt(fold, event);
    judged(site, callOf(site, event), event);
  },
  /** A settled call leaves the state: what it did is in the journal. */
  completed(fold: Fold, event: EventOf<'tool.completed'>): void {
    const site = openAttempt(fold, event);
    moveCall(callOf(site, event), event, event.ok ? 'done' : 'failed');
    delete site.own.calls?.[event.call];
  },
};

function subjectOf(event: Asked): Pick<CallState, 'tool' | 'merge' | 'says'> {
  if ('tool' in event) return { tool: event.tool as JsonObject };
  return 'merge' in event ? { merge: event.merge as unknown as JsonObject } : { says: event.text };
}

function judged(site: Site, call: CallState, event: OfCall): void {
  const { frame, step, state, effects } = site;
  const { decisions = [] } = event;
  const waiter = { frame: frame.path, step: step.id, call: event.call };
  moveCall(call, event, verdictOf(state, decisions, waiter));
  if (call.life === 'asking') {
    waitFor(site, event, waiter);
    return;
  }
  leave(site, waiter);
  const allow = call.life === 'allowed';
  const reason = allow ? {} : { reason: reasonOf(state, decisions) };
  effects.push({ type: 'answerTool', ...waiter, attempt: event.attempt, allow, ...reason });
  if (allow) {
    site.own.acted = true;
    spendTickets(state, decisions, waiter);
    // Nothing will say that a turn is over: it has begun, and that is all.
    if (call.says !== undefined) delete site.own.calls?.[event.call];
  } else {
    delete site.own.calls?.[event.call];
    if (decisions.some((made) => made.stops && verdictOf(state, [made], waiter) === 'denied'))
      makeDue(state, { type: 'turn', frame: frame.path, step: step.id });
  }
}

/** What a session has spent may close its gate, and what people say may open it again. */
export function foldTurn(fold: Fold, event: EventOf<'turn.judged'>): void {
  const { call } = event;
  if (call === undefined) passTurn(openAttempt(fold, event), event);
  else foldCall.judged(fold, { ...event, call });
}

/** Whether the session may go on; where it has to wait, it does from now on. */
function passTurn(site: Site, event: { readonly asks?: Ask[]; readonly decisions?: Decision[] }): Verdict {
  const { state, frame, step } = site;
  const waiter: Waiter = { frame: frame.path, step: step.id, turn: true };
  const verdict = verdictOf(state, event.decisions, waiter);
  if (verdict === 'allowed') spendTickets(state, event.decisions, waiter);
  else waitFor(site, event, waiter);
  return verdict;
}

function moveCall(call: CallState, event: RunEvent, verdict: string): void {
  const moved = move(machine, call.life, event.type, verdict);
  if (!moved) throw impossible(event, `the call is ${call.life} (${verdict})`);
  call.life = moved.state as CallLife;
}

function callOf({ own }: Site, event: { type: string; call: string }): CallState {
  const call = own.calls && Object.hasOwn(own.calls, event.call) ? own.calls[event.call] : undefined;
  if (!call) throw impossible(event, `there is no call ${event.call}`);
  return call;
}

/** Only an open attempt is heard; while it stops, only what it spent is. */
function openAttempt(fold: Fold, event: RunEvent & { step: string; attempt: number }, stopping = false): Site {
  const site = siteOf(fold, event);
  const { life, attempt } = site.own;
  if (attempt !== event.attempt || !(life === 'running' || (stopping && life === 'stopping'))) {
    throw impossible(event, `attempt ${event.attempt} is not open`);
  }
  return site;
}

export const foldMessage = {
  sent(fold: Fold, event: EventOf<'message.sent'>): void {
    const { frame, step } = openAttempt(fold, event);
    const { attempt, text } = event;
    fold.effects.push({ type: 'sendMessage', frame: frame.path, step: step.id, attempt, text });
  },
  received(fold: Fold, event: EventOf<'message.received'>): void {
    const { own } = openAttempt(fold, event);
    if (own.heard) own.heard.messages++;
  },
};

export function foldUsage(fold: Fold, event: EventOf<'usage.reported'>): void {
  const site = openAttempt(fold, event, true);
  if (site.own.heard) site.own.heard.usages++;
  addUsage(site, event.usage);
  closeGate(site, event);
}

/**
 * The next call of the session meets the same rules, so nothing has to be stopped for the first report that is too
 * much: its answer may be the last. Another one shows that the session goes on without asking for anything.
 */
function closeGate(site: Site, event: EventOf<'usage.reported'>): void {
  const { own, state, frame, step } = site;
  if (own.life !== 'running' || passTurn(site, event) !== 'denied') return;
  if (own.overdrawn) makeDue(state, { type: 'turn', frame: frame.path, step: step.id });
  own.overdrawn = true;
}
