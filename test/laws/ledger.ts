/**
 * A book of what people let through, kept from the journal alone: who was held by which ask, who was there when it was
 * granted, and who has used that. It says of each thing that happens why it was not to happen.
 */
import type { Ask, Decision, RunEvent } from '../../engine/events.ts';
import { canonicalJson } from '../../schema/json.ts';

interface Waiter {
  readonly place: string;
  readonly visit: number;
  /** A call, `start` or `turn`; of a ticket that outlived its session, `any` call. */
  readonly what: string;
}
interface Entry {
  readonly ask: Ask;
  readonly owner: Waiter;
  waiters: Waiter[];
  readonly by: Set<string>;
}
interface Ticket extends Waiter {
  readonly key: string;
  readonly facts: string | undefined;
}

type Held = 'passed' | 'held' | 'denied';

const isSame = (a: Waiter, b: Waiter): boolean => a.place === b.place && a.visit === b.visit && a.what === b.what;
/** What was read, but for the time: that goes on while a person decides. */
const factsOf = (facts: unknown): string =>
  canonicalJson(Object.fromEntries(Object.entries(facts ?? {}).filter(([name]) => name !== 'now')));

export class Ledger {
  readonly #open = new Map<string, Entry>();
  readonly #forAll = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #visits = new Map<string, number>();
  /** What the start of the open attempt has used. */
  readonly #started = new Map<string, { readonly waiter: Waiter; readonly tickets: readonly Ticket[] }>();
  #tickets: Ticket[] = [];

  /** @returns what speaks against it, where `event` let its step or its call pass. */
  see(event: RunEvent, came: Held): string[] {
    this.#answer(event);
    if (!('step' in event) || event.step === undefined) return [];
    const place = `${event.frame} ${event.step}`;
    if ('visit' in event) this.#visits.set(place, event.visit);
    if (ends.has(event.type) || ('error' in event && event.error !== undefined)) this.#end(place, event);
    if (!judged.has(event.type)) return [];
    const decisions = ('decisions' in event && event.decisions) || [];
    const asks = (('asks' in event && event.asks) || []).filter(({ kind }) => kind === 'policy');
    const waiter = { place, visit: this.#visits.get(place) ?? 0, what: whatOf(event) };
    for (const ask of asks) this.#open.set(ask.id, { ask, owner: waiter, waiters: [], by: new Set() });
    if (came === 'held') this.#wait(waiter, decisions);
    else this.#leave((other) => isSame(other, waiter));
    return came === 'passed' ? this.#pass(waiter, decisions, event.type === 'step.started') : [];
  }

  #wait(waiter: Waiter, decisions: readonly Decision[]): void {
    for (const { ask, waiters } of this.#open.values()) {
      if (waiters.some((other) => isSame(other, waiter))) continue;
      if (decisions.some(({ decision, key }) => decision === 'ask' && key === ask.key)) waiters.push(waiter);
    }
  }

  #leave(whose: (waiter: Waiter) => boolean): void {
    for (const entry of this.#open.values()) entry.waiters = entry.waiters.filter((waiter) => !whose(waiter));
  }

  #answer(event: RunEvent): void {
    if (event.type !== 'approval.granted' && event.type !== 'approval.refused') return;
    const entry = this.#open.get(event.approval);
    if (!entry) return;
    const { ask, waiters, owner, by } = entry;
    const key = ask.key ?? '';
    if (event.type === 'approval.refused') this.#refused.add(key);
    else if (by.add(event.by).size < (ask.atLeast ?? 1)) return;
    else if (ask.grant === undefined) this.#forAll.add(key);
    else {
      const facts = ask.grant === 'as_shown' ? factsOf(ask.facts) : undefined;
      const whose = waiters.length > 0 ? waiters : [{ ...owner, what: 'any' }];
      this.#tickets.push(...whose.map((waiter) => ({ ...waiter, key, facts })));
    }
    this.#open.delete(event.approval);
  }

  /** What was let through and lost may be let through once more, in another session. */
  #end(place: string, event: RunEvent): void {
    this.#leave((waiter) => waiter.place === place);
    const started = this.#started.get(place);
    this.#started.delete(place);
    if (event.type !== 'attempt.failed' || !event.lost) return;
    this.#tickets = this.#tickets.map((ticket) =>
      ticket.place === place && isCall(ticket) ? { ...ticket, what: 'any' } : ticket,
    );
    this.#tickets.push(...(started?.tickets ?? []).map((ticket) => ({ ...ticket, facts: undefined })));
  }

  #pass(waiter: Waiter, decisions: readonly Decision[], isStart: boolean): string[] {
    const against: string[] = [];
    const asked = new Set<string>();
    for (const { decision, key = '', facts, policy, rule } of decisions) {
      const name = `${policy} ${rule}`;
      asked.add(key);
      if (decision === 'deny' || decision === 'hold') against.push(`${name}: ${decision}`);
      if (decision !== 'ask') continue;
      if (this.#refused.has(key)) against.push(`${name}: refused by a person`);
      else if (!this.#forAll.has(key) && !this.#ticketOf(waiter, key, factsOf(facts)))
        against.push(`${name}: nobody let it through`);
    }
    const used = this.#usedBy(waiter, asked);
    this.#tickets = this.#tickets.filter((ticket) => !used.includes(ticket));
    if (isStart) this.#started.set(waiter.place, { waiter, tickets: used });
    return against;
  }

  #ticketOf(waiter: Waiter, key: string, facts: string): boolean {
    return this.#tickets.some(
      (ticket) => ticket.key === key && isFor(ticket, waiter) && (ticket.facts ?? facts) === facts,
    );
  }

  /** Of each key one: those that name it, and of those for any call only what it was asked. */
  #usedBy(waiter: Waiter, asked: ReadonlySet<string>): Ticket[] {
    const used = new Map<string, Ticket>();
    for (const ticket of this.#tickets) {
      if (!isFor(ticket, waiter) || used.has(ticket.key)) continue;
      if (ticket.what !== 'any' || asked.has(ticket.key)) used.set(ticket.key, ticket);
    }
    return [...used.values()];
  }
}

const isCall = ({ what }: Waiter): boolean => what !== 'start' && what !== 'turn';

/** One for any call is for no start and no turn. */
function isFor(ticket: Ticket, waiter: Waiter): boolean {
  const isAny = ticket.what === 'any' && isCall(waiter);
  return isSame(isAny ? { ...ticket, what: waiter.what } : ticket, waiter);
}

function whatOf(event: RunEvent): string {
  if ('call' in event) return event.call;
  return event.type === 'usage.reported' || event.type === 'turn.judged' ? 'turn' : 'start';
}

const judged: ReadonlySet<RunEvent['type']> = new Set([
  'step.started',
  'step.waiting',
  'step.asked',
  'step.refused',
  'tool.requested',
  'tool.judged',
  'merge.requested',
  'merge.judged',
  'usage.reported',
  'turn.judged',
]);
/** Of an attempt, or of the step. */
const ends: ReadonlySet<RunEvent['type']> = new Set([
  'attempt.failed',
  'step.finished',
  'step.cancelled',
  'step.stopping',
  'step.skipped',
  'review.reworked',
]);
