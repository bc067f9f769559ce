/** Every tool call, merge and turn of a run, from its request to its end: what was decided, by which rule, by whom. */
import type { Decision, Envelope, EventOf, RunEvent } from '../../engine/events.ts';
import { type AskBook, decisionsOf } from './asks.ts';
import type { CallDecision, CallOutcome, CallRow } from './types.ts';

type Changing = 'asOf' | 'decision' | 'rules' | 'outcome';

/** What is kept of a call: all but its words, which stand in its events. */
export type KnownCall = Omit<CallRow, Changing | 'endedAt' | 'what' | 'asks'> & {
  -readonly [K in Changing]: CallRow[K];
} & {
  endedAt?: number;
  readonly askIds: Set<string>;
  /** Of its events, in order; the first is the request. */
  readonly events: number[];
};

export interface CallBook {
  /** In the order of their requests. */
  readonly all: readonly KnownCall[];
  /** The calls that the event changed. `asks` has folded it already. */
  fold(envelope: Envelope, address: string, agent: string | undefined): readonly KnownCall[];
}

type Requested = EventOf<'tool.requested' | 'merge.requested' | 'turn.requested'>;

export function createCallBook(asks: AskBook): CallBook {
  const all: KnownCall[] = [];
  const byCall = new Map<string, KnownCall>();
  /** Calls that are not over, by the address of their step. */
  const open = new Map<string, Set<KnownCall>>();

  const end = (call: KnownCall, outcome: CallOutcome, at: number): void => {
    call.outcome = outcome;
    call.endedAt = at;
    const others = open.get(call.address);
    others?.delete(call);
    if (others?.size === 0) open.delete(call.address);
  };

  const judge = (call: KnownCall, event: RunEvent): void => {
    const decisions = decisionsOf(event);
    call.decision = strictest([call.decision, ...decisions.map(({ decision }) => decision)]);
    if (decisions.length > 0) call.rules = rulesOf(decisions);
    for (const id of asks.namedBy(event)) call.askIds.add(id);
    const verdict = verdictOf(asks, decisions);
    if (verdict === 'refused') end(call, 'refused', event.at);
    else if (verdict === 'waiting') call.outcome = 'waiting';
    // A turn has begun when it may: nothing will say that it is over.
    else if (call.kind === 'turn') end(call, 'done', event.at);
    else call.outcome = 'running';
  };

  return {
    all,
    fold({ seq, event }, address, agent) {
      const changed: KnownCall[] = [];
      const touch = (call: KnownCall): void => {
        call.asOf = seq;
        changed.push(call);
      };
      if (isRequest(event)) {
        const call = begin(event, seq, address, agent);
        all.push(call);
        byCall.set(event.call, call);
        const others = open.get(address) ?? new Set();
        open.set(address, others.add(call));
        judge(call, event);
        touch(call);
      } else if ('call' in event && event.call !== undefined) {
        const call = byCall.get(event.call);
        if (call === undefined) return changed;
        call.events.push(seq);
        if (event.type === 'tool.completed') end(call, event.ok ? 'done' : 'failed', event.at);
        else judge(call, event);
        touch(call);
      } else if (event.type === 'run.finished' || endsAttempt(event)) {
        const over = event.type === 'run.finished' ? [...open.values()] : [open.get(address) ?? []];
        for (const call of over.flatMap((calls) => [...calls])) {
          // A merge that was let through has landed when its step is done.
          const landed = call.kind === 'merge' && call.outcome === 'running' && isDone(event);
          end(call, landed ? 'done' : 'left', event.at);
          touch(call);
        }
      }
      return changed;
    },
  };
}

function begin(event: Requested, seq: number, address: string, agent: string | undefined): KnownCall {
  const { at, attempt, call } = event;
  return {
    seq,
    at,
    asOf: seq,
    address,
    attempt,
    ...(agent !== undefined && { agent }),
    kind: event.type === 'tool.requested' ? 'tool' : event.type === 'merge.requested' ? 'merge' : 'turn',
    ...(event.type === 'tool.requested' && { tool: event.tool.kind }),
    call,
    decision: 'unasked',
    rules: [],
    askIds: new Set(),
    outcome: 'running',
    events: [seq],
  };
}

/** What the decisions amount to, by what people have said so far: as the engine's own verdict. */
function verdictOf(asks: AskBook, decisions: readonly Decision[]): 'refused' | 'waiting' | 'allowed' {
  const each = decisions.map((made) => {
    if (made.decision === 'deny') return 'refused';
    if (made.decision === 'hold') return 'waiting';
    const said = made.decision === 'ask' ? asks.settled(made) : 'granted';
    return said === 'refused' ? 'refused' : said === 'open' ? 'waiting' : 'allowed';
  });
  return each.includes('refused') ? 'refused' : each.includes('waiting') ? 'waiting' : 'allowed';
}

const strictness: readonly CallDecision[] = ['deny', 'ask', 'hold', 'allow', 'unasked'];
const rank = (decision: CallDecision): number => strictness.indexOf(decision);

function strictest(decisions: readonly CallDecision[]): CallDecision {
  return strictness[Math.min(...decisions.map(rank))]!;
}

function rulesOf(decisions: readonly Decision[]): CallRow['rules'] {
  return [...decisions]
    .sort((one, other) => rank(one.decision) - rank(other.decision))
    .map(({ policy, rule, decision, reason }) => ({ policy, rule, decision, ...(reason !== undefined && { reason }) }));
}

const isRequest = (event: RunEvent): event is Requested =>
  event.type === 'tool.requested' || event.type === 'merge.requested' || event.type === 'turn.requested';

const isDone = (event: RunEvent): boolean => event.type === 'step.finished' && event.outcome === 'done';

/** Whether nothing of an attempt of its step goes on after it. */
export function endsAttempt(event: RunEvent): boolean {
  switch (event.type) {
    case 'attempt.failed':
    case 'review.reworked':
    case 'step.cancelled':
    case 'step.finished':
    case 'step.refused':
      return true;
    case 'step.asked':
      return event.error !== undefined;
    default:
      return false;
  }
}
