/** What people let through: for whoever has its key, or as tickets for those who waited. */
import type { Decision } from '../events.ts';
import type { RunState, StepState, Ticket, Waiter } from '../state.ts';
import { isFor, keysOf } from '../verdict.ts';
import type { Site } from './context.ts';

/** `owner` gets the ticket of an ask that nobody waits for: its session was lost, and the next one will ask the same. */
export function grant(
  state: RunState,
  key: string,
  by: string,
  once?: { readonly waiters: readonly Waiter[]; readonly owner: Ticket; readonly facts?: string },
): void {
  if (!once) {
    state.granted[key] = { by };
    return;
  }
  const waiters: readonly Ticket[] = once.waiters.length > 0 ? once.waiters : [once.owner];
  const shown = once.facts === undefined ? {} : { facts: once.facts };
  const before = Object.hasOwn(state.granted, key) ? (state.granted[key]?.once ?? []) : [];
  state.granted[key] = { by, once: [...before, ...waiters.map((waiter) => ({ ...waiter, ...shown }))] };
}

/**
 * Whoever went through gives its tickets up, also those of rules that say nothing any more: the same thing again is
 * asked again. One for any call is given up by the call that is asked the same. @returns the keys it had tickets of,
 * sorted: a state that was written and read again has its keys in another order, and must move on the same.
 */
export function spendTickets(
  { granted }: RunState,
  decisions: readonly Decision[] | undefined,
  waiter: Waiter,
): string[] {
  const asked = keysOf(decisions);
  const spent: string[] = [];
  for (const [key, { once }] of Object.entries(granted)) {
    const nth = once?.findIndex((ticket) => isFor(ticket, waiter) && (!ticket.any || asked.includes(key))) ?? -1;
    if (nth < 0) continue;
    spent.push(key);
    once?.splice(nth, 1);
    if (once?.length === 0) delete granted[key];
  }
  return spent.sort();
}

/** A step that is over has no more use for what was granted to it. */
export function dropTickets({ state, frame, step }: Site): void {
  const isOwn = (ticket: Ticket) => ticket.frame === frame.path && ticket.step === step.id;
  for (const [key, { once }] of Object.entries(state.granted)) {
    if (!once?.some(isOwn)) continue;
    const left = once.filter((ticket) => !isOwn(ticket));
    if (left.length === 0) delete state.granted[key];
    else state.granted[key]!.once = left;
  }
}

/**
 * An attempt that was lost will be made again: its start needs no second answer, and what was granted to a call and
 * not used yet is for the call that will be made in its place, under another name.
 */
export function keepTickets(site: Site, { calls = {}, passed = [] }: Pick<StepState, 'calls' | 'passed'>): void {
  const { state, frame, step } = site;
  const place = { frame: frame.path, step: step.id };
  for (const { once = [] } of Object.values(state.granted)) {
    for (const [nth, ticket] of once.entries()) {
      if (ticket.frame !== place.frame || ticket.step !== place.step || ticket.call === undefined) continue;
      if (Object.hasOwn(calls, ticket.call)) once[nth] = { ...place, any: true };
    }
  }
  for (const key of passed) grant(state, key, 'before', { waiters: [place], owner: place });
}
