/** What people let through: for whoever has its key, or as tickets for those who waited. */
import type { RunState, StepState, Waiter } from '../state.ts';
import { isFor } from '../verdict.ts';
import type { Site } from './context.ts';

/** `owner` gets the ticket of an ask that nobody waits for: its session was lost, and the next one will ask the same. */
export function grant(
  state: RunState,
  key: string,
  by: string,
  once?: { waiters: readonly Waiter[]; owner: Waiter },
): void {
  if (!once) {
    state.granted[key] = { by };
    return;
  }
  const waiters = once.waiters.length > 0 ? once.waiters : [once.owner];
  const before = Object.hasOwn(state.granted, key) ? (state.granted[key]?.once ?? []) : [];
  state.granted[key] = {
    by,
    once: [
      ...before,
      ...waiters.map(({ frame, step, call }) => ({ frame, step, ...(call !== undefined && { call }) })),
    ],
  };
}

/** Whoever went through gives its tickets up: the same thing again is asked again. */
export function spendTickets({ granted }: RunState, keys: Iterable<string>, waiter: Waiter): void {
  for (const key of keys) {
    const known = Object.hasOwn(granted, key) ? granted[key] : undefined;
    const nth = known?.once?.findIndex((ticket) => isFor(ticket, waiter)) ?? -1;
    if (nth < 0) continue;
    known?.once?.splice(nth, 1);
    if (known?.once?.length === 0) delete granted[key];
  }
}

/** A step that is over has no more use for what was granted to it. */
export function dropTickets({ state, frame, step }: Site): void {
  const of = (ticket: Waiter) => ticket.frame === frame.path && ticket.step === step.id;
  for (const [key, { once }] of Object.entries(state.granted)) {
    if (!once?.some(of)) continue;
    const left = once.filter((ticket) => !of(ticket));
    if (left.length === 0) delete state.granted[key];
    else state.granted[key]!.once = left;
  }
}

/** Calls of a lost session will be made again under other names: what was granted and not yet used is theirs. */
export function keepTickets({ state, frame, step }: Site, calls: StepState['calls'] = {}): void {
  for (const { once = [] } of Object.values(state.granted)) {
    for (const [nth, ticket] of once.entries()) {
      if (ticket.frame !== frame.path || ticket.step !== step.id || ticket.call === undefined) continue;
      if (Object.hasOwn(calls, ticket.call)) once[nth] = { frame: frame.path, step: step.id };
    }
  }
}
