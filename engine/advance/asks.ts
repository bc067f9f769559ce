/** Opening, sharing and withdrawing what people are asked. */
import type { Ask, Decision } from '../events.ts';
import { asksInOrder, type OpenAsk, type RunState, type Waiter } from '../state.ts';
import { isGranted } from '../verdict.ts';
import { makeDue } from './agenda.ts';
import type { Fold, Site } from './context.ts';
import { askTimer, holdTimer, startHold, startTimer, stopTimer } from './timers.ts';

interface Asked {
  readonly asks?: readonly Ask[];
  readonly decisions?: readonly Decision[];
}

/** The step (or its call) now waits for every ask behind its decisions, new or open before. */
export function waitFor(site: Site, { asks = [], decisions = [] }: Asked, waiter: Waiter): void {
  const { state, frame, step } = site;
  for (const ask of asks) {
    state.askCount++;
    state.asks[ask.id] = { ask, frame: frame.path, step: step.id, waiters: [waiter], grants: [] };
    if (ask.expiresAt !== undefined) {
      const about = { kind: 'ask', frame: frame.path, step: step.id, approval: ask.id } as const;
      startTimer(site, askTimer(ask.id), { ...about, deadline: ask.expiresAt });
    }
    site.effects.push({ type: 'announceAsk', frame: frame.path, step: step.id, ask });
  }
  const fresh = new Set(asks.map(({ key }) => key));
  for (const { decision, timed, facts, key = '' } of decisions) {
    if (decision === 'hold') {
      if (!state.held.some((known) => sameWaiter(known, waiter))) state.held.push(waiter);
      if (timed && !Object.hasOwn(state.timers, holdTimer)) startHold(site);
    }
    if (decision !== 'ask' || fresh.has(key) || isGranted(state, key, waiter, facts)) continue;
    for (const { ask, waiters } of Object.values(state.asks)) {
      if (ask.key === key && !waiters.some((known) => sameWaiter(known, waiter))) waiters.push(waiter);
    }
  }
}

const sameWaiter = (a: Waiter, b: Waiter) =>
  a.frame === b.frame && a.step === b.step && a.call === b.call && a.turn === b.turn;

/** Whoever waited is judged again; waiters that have gone in the meantime are not. */
export function judgeAgain(state: RunState, waiters: readonly Waiter[]): void {
  for (const { frame, step, call, turn } of waiters) {
    const own = state.frames[frame]?.steps[step];
    if (turn) {
      if (own?.life === 'running') makeDue(state, { type: 'turn', frame, step });
    } else if (call === undefined) {
      if (own?.life === 'asking') makeDue(state, { type: 'start', frame, step });
    } else if (own?.calls?.[call]?.life === 'asking') makeDue(state, { type: 'tool', frame, step, call });
  }
}

export function closeAsk(fold: Fold, approval: string): void {
  delete fold.state.asks[approval];
  stopTimer(fold, askTimer(approval));
}

/**
 * An attempt that ends no longer waits, and an ask that nobody waits for is withdrawn. Only the ask of a *lost*
 * attempt stays open: it is durable, and the next session's identical call will wait for the same answer.
 */
export function stopWaiting(site: Site, lost = false): void {
  const { state, frame, step } = site;
  const isOther = (waiter: Waiter) => waiter.frame !== frame.path || waiter.step !== step.id;
  if (state.held.length > 0) state.held = state.held.filter(isOther);
  for (const open of asksInOrder(state)) {
    open.waiters = open.waiters.filter(isOther);
    if (isOther(open) || lost) continue;
    const heir = open.waiters[0];
    if (heir) inherit(state, open, heir);
    else withdraw(site, open);
  }
}

/**
 * Who has got its answer waits for nothing else: what it was also asked would be put to people for nobody. An ask of a
 * lost attempt has no waiter at all, and stays open.
 */
export function leave(site: Site, waiter: Waiter): void {
  const { state } = site;
  for (const open of asksInOrder(state)) {
    const others = open.waiters.filter((other) => !sameWaiter(other, waiter));
    if (others.length === open.waiters.length) continue;
    open.waiters = others;
    const heir = others[0];
    if (!heir) withdraw(site, open);
    else if (open.frame === waiter.frame && open.step === waiter.step) inherit(state, open, heir);
  }
}

function withdraw(site: Site, { ask }: OpenAsk): void {
  closeAsk(site, ask.id);
  const { frame, step } = site;
  site.effects.push({ type: 'withdrawAsk', frame: frame.path, step: step.id, approval: ask.id });
}

/** A shared ask outlives the step that opened it, and its time runs on. */
function inherit({ timers }: RunState, open: OpenAsk, { frame, step }: Waiter): void {
  Object.assign(open, { frame, step });
  const timer = timers[askTimer(open.ask.id)];
  if (timer) Object.assign(timer, { frame, step });
}

/** Everybody who is held is judged again; whoever is held still says so anew. */
export function releaseHeld(state: RunState): void {
  const waiting = state.held;
  state.held = [];
  judgeAgain(state, waiting);
}
