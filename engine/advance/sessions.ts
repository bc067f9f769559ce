/** What is seen of a running attempt: its tool calls, its messages, what it spends. */
import type { EventOf, RunEvent } from '../events.ts';
import { type CallLife, call as machine } from '../machine/call.ts';
import { move } from '../machine/move.ts';
import { type CallState, dictionary } from '../state.ts';
import { reasonOf, verdictOf } from '../verdict.ts';
import { waitFor } from './asks.ts';
import { type Fold, impossible, type Site, siteOf } from './context.ts';
import { addUsage } from './spending.ts';

type OfCall = EventOf<'tool.requested'> | EventOf<'tool.judged'>;

export const foldCall = {
  requested(fold: Fold, event: EventOf<'tool.requested'>): void {
    const site = openAttempt(fold, event);
    site.own.calls ??= dictionary();
    if (Object.hasOwn(site.own.calls, event.call)) throw impossible(event, 'the call was requested before');
    const fresh: CallState = { life: 'requested', attempt: event.attempt, tool: event.tool as never };
    site.own.calls[event.call] = fresh;
    judged(site, fresh, event);
  },
  judged(fold: Fold, event: EventOf<'tool.judged'>): void {
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

function judged(site: Site, call: CallState, event: OfCall): void {
  const { frame, step, state, effects } = site;
  const { decisions = [] } = event;
  moveCall(call, event, verdictOf(state, decisions));
  waitFor(site, event, event.call);
  if (call.life === 'asking') return;
  const allow = call.life === 'allowed';
  const reason = allow ? {} : { reason: reasonOf(state, decisions) };
  const answer = { frame: frame.path, step: step.id, attempt: event.attempt, call: event.call, allow, ...reason };
  effects.push({ type: 'answerTool', ...answer });
  if (!allow) delete site.own.calls?.[event.call];
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
}
