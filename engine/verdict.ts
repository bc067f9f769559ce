/**
 * What the decisions recorded on an event amount to, given what people have said so far. `decide` uses it to choose
 * an event, `advance` to check the event again: the two can not disagree, and a forged event finds no way through.
 */
import { canonicalJson } from '../schema/json.ts';
import type { Decision } from './events.ts';
import type { RunState, Ticket, Waiter } from './state.ts';

export type Verdict = 'allowed' | 'held' | 'denied';

/** The strictest wins: a deny or a refused ask, then an open ask or a hold. No decision at all allows. */
export function verdictOf(state: RunState, decisions: readonly Decision[] = [], waiter?: Waiter): Verdict {
  let verdict: Verdict = 'allowed';
  for (const { decision, key = '', facts } of decisions) {
    if (decision === 'deny' || (decision === 'ask' && Object.hasOwn(state.refused, key))) return 'denied';
    if (decision === 'hold' || (decision === 'ask' && !isGranted(state, key, waiter, facts))) verdict = 'held';
  }
  return verdict;
}

/** Whether a person has let this one through: whoever has the key, or only who waited when it was granted. */
export function isGranted(state: RunState, key: string, waiter: Waiter | undefined, facts?: unknown): boolean {
  const grant = Object.hasOwn(state.granted, key) ? state.granted[key] : undefined;
  if (!grant) return false;
  if (grant.once === undefined) return true;
  const isSame = (shown: string | undefined) => shown === undefined || shown === readFrom(facts);
  return waiter !== undefined && grant.once.some((ticket) => isFor(ticket, waiter) && isSame(ticket.facts));
}

/**
 * What a rule read, as a grant is held to it. Time passes while a person decides: bound to it as well, a rule that
 * reads `now` would ask for ever.
 */
export function readFrom(facts: unknown): string {
  const { now: _, ...read } = (facts ?? {}) as Record<string, unknown>;
  return canonicalJson(read);
}

export function isFor(ticket: Ticket, { frame, step, call, turn }: Waiter): boolean {
  if (ticket.frame !== frame || ticket.step !== step) return false;
  return ticket.any ? call !== undefined : ticket.call === call && ticket.turn === turn;
}

/** Why it was denied, in words for a person and for the agent. */
export function reasonOf(state: RunState, decisions: readonly Decision[]): string {
  const reasons = decisions.flatMap((made) => {
    const refusedBy = made.decision === 'ask' && made.key !== undefined ? state.refused[made.key] : undefined;
    if (made.decision !== 'deny' && refusedBy === undefined) return [];
    const who = refusedBy === undefined ? `policy ${made.policy}` : `${refusedBy} (asked by policy ${made.policy})`;
    return [`${who}: ${made.reason ?? made.rule}`];
  });
  return `Refused by ${reasons.join('; ')}`;
}

/** What the asks among them are bound to. */
export const keysOf = (decisions: readonly Decision[] = []): readonly string[] =>
  decisions.flatMap(({ decision, key }) => (decision === 'ask' && key !== undefined ? [key] : []));
