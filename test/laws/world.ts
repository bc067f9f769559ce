/**
 * A virtual world around the real pure engine. It owns the clock, the processes of attempts, the people, and the
 * journal; the engine owns the state and nothing else. What happens is what the script says; in which order things of
 * one instant are seen, what is seen twice or too late, and when the engine dies, are the world's to choose.
 *
 * When it dies the state is forgotten, attempts die with it, and whatever was not journaled has not happened; people
 * and their answers, and what was journaled, survive. A fact that is journaled already is not appended again.
 */

import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Effect } from '../../engine/effects.ts';
import { isWanted } from '../../engine/effects-of.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import { guards } from '../../engine/guards/index.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { recover } from '../../engine/recover.ts';
import { replay } from '../../engine/replay.ts';
import { settle, settleAgenda } from '../../engine/settle.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import type { Case } from './cases.ts';
import { People } from './people.ts';
import { Processes } from './processes.ts';
import { policiesOf } from './rules.ts';
import { hashOf, originOf, starter } from './script.ts';
import { inputs, localName } from './stock.ts';
import { survives } from './survivors.ts';

export const startMs = 1_800_000_000_000;
/** Lists in lists, tried again and reviewed in rounds, come to ten thousand; what never ends comes to any number. */
const mostEvents = 20_000;

export interface Chance {
  /** Settles the order of what falls on one instant, and which facts come twice. */
  readonly seed: number;
  /** Facts are delivered a second time, at once or later. */
  readonly twice?: boolean;
  /** What was stopped goes on talking: processes, timers. */
  readonly noise?: boolean;
  /** The engine dies when its journal would grow beyond these lengths. */
  readonly kills?: readonly number[];
  /** At most so many events in one append. */
  readonly limit?: number;
  /** Told of each settled fact, with the state after it. */
  readonly watch?: (seen: Seen) => void;
}
export interface Seen {
  readonly fact: Fact | undefined;
  readonly events: readonly RunEvent[];
  readonly effects: readonly Effect[];
  readonly state: RunState;
  readonly journal: readonly RunEvent[];
}
interface Due {
  readonly at: number;
  readonly order: number;
  readonly fact: Fact;
}

/** What is out there and has something to say: processes and people hand facts to the world through this. */
export interface Outside {
  readonly now: () => number;
  readonly later: (fact: Fact) => void;
  readonly journal: readonly RunEvent[];
}

export class World {
  readonly journal: RunEvent[] = [];
  readonly workflow: Workflow;
  readonly policies: Policies;
  readonly #given: Case;
  readonly #chance: Chance;
  readonly #kills: number[];
  readonly #people: People;
  readonly #processes: Processes;
  #state = initialState();
  #due: Due[] = [];
  #now = startMs;
  #isGivenUp = false;
  readonly #doubled = new Set<string>();
  /** The facts that events came of, by their ids. */
  readonly #journaled = new Set<string>();

  constructor(given: Case, workflow: Workflow, chance: Chance) {
    this.#given = given;
    this.workflow = workflow;
    this.#chance = chance;
    this.#kills = [...(chance.kills ?? [])].sort((a, b) => a - b);
    const { guarded, script } = given;
    this.policies = guarded ? guards : policiesOf(script);
    const outside = { now: () => this.#now, later: (fact: Fact) => this.#later(fact), journal: this.journal };
    this.#people = new People(script, outside, guarded?.steady);
    this.#processes = new Processes(script, outside, guarded !== undefined);
  }

  get state(): RunState {
    return this.#state;
  }

  /** Runs to the end; throws when nothing is due and the run has not ended, or when it does not end. */
  run(): this {
    this.#later(requestOf(this.#given, this.workflow));
    const { cancelAtMs, messages } = this.#given.script;
    if (cancelAtMs !== undefined) {
      this.#later({
        type: 'cancel.requested',
        id: 'cancel',
        at: startMs + cancelAtMs,
        by: 'tia',
        ...originOf('cancel'),
      });
    }
    for (const [nth, { atMs, by, words }] of messages.entries()) {
      const id = `message ${nth}`;
      this.#later({ type: 'message.submitted', id, at: startMs + atMs, by, text: words, ...originOf(id) });
    }
    for (const fact of this.#given.guarded?.facts ?? []) this.#later(fact);
    while (this.#isOpen()) this.#step();
    return this;
  }

  #isOpen(): boolean {
    return this.#state.status === 'new' || this.#state.status === 'running';
  }

  #step(): void {
    const next = this.#givenUp() ?? this.#next();
    if (!next) throw new Error(`stuck: nothing is due, and the run is ${this.#state.status}`);
    if (this.journal.length > mostEvents) throw new Error('this run does not end');
    this.#now = Math.max(this.#now, next.fact.at);
    if (this.#state.status === 'new' && next.fact.type !== 'run.requested') return;
    const { limit } = this.#chance;
    // What is journaled already is not taken twice: the state that ran ahead is dropped, so that one is a copy.
    const isKnown = this.#journaled.has(next.fact.id);
    const state = isKnown ? structuredClone(this.#state) : this.#state;
    const { events, effects } = settle(this.workflow, state, next.fact, this.policies, limit);
    if (!isKnown || events.length === 0) this.#record(next.fact, events, effects);
    while (this.#isOpen() && this.#state.agenda.length > 0) {
      const more = settleAgenda(this.workflow, this.#state, this.#now, this.policies, limit);
      this.#record(undefined, more.events, more.effects);
    }
    if (this.#chance.twice) this.#deliverAgain(next.fact);
  }

  /** What is held and nothing lets go, or not for minutes, somebody cancels in the end. */
  #givenUp(): Due | undefined {
    if (this.#isGivenUp || this.#state.held.length === 0) return undefined;
    const minutes = this.journal.filter(({ type }) => type === 'hold.elapsed').length;
    if (this.#due.length > 0 && minutes < 5) return undefined;
    this.#isGivenUp = true;
    // Long after all that may have been told in vain, so that it does not matter whether it was.
    const at = Math.max(this.#now, startMs + 1000 * 24 * 60 * 60 * 1000);
    return { at, order: 0, fact: { type: 'cancel.requested', id: 'given up', at, by: 'tia' } };
  }

  #deliverAgain(fact: Fact): void {
    const chance = hashOf(`${this.#chance.seed}|again|${fact.id}`);
    if (chance % 2 === 0 || this.#doubled.has(fact.id)) return;
    this.#doubled.add(fact.id);
    this.#later({ ...fact, at: this.#now + (chance % 3 === 0 ? 0 : chance % 500) });
  }

  /** One append: all of the events, or, when the engine dies at it, as many as fit. */
  #record(fact: Fact | undefined, events: readonly RunEvent[], effects: readonly Effect[]): void {
    const dies = this.#kills[0];
    if (dies !== undefined && this.journal.length + events.length >= dies) {
      this.#kills.shift();
      this.#journal(events.slice(0, Math.max(0, dies - this.journal.length)));
      this.#die(fact);
      return;
    }
    this.#journal(events);
    this.#chance.watch?.({ fact, events, effects, state: this.#state, journal: this.journal });
    this.#perform(effects);
  }

  #journal(events: readonly RunEvent[]): void {
    this.journal.push(...events);
    for (const { fact } of events) if (fact !== undefined) this.#journaled.add(fact);
  }

  #die(fact: Fact | undefined): void {
    this.#processes.die();
    this.#due = this.#due.filter((due) => survives.has(due.fact.type));
    if (fact && survives.has(fact.type)) this.#later(fact);
    if (this.journal.length === 0) {
      this.#state = initialState();
      return;
    }
    this.#state = replay(this.workflow, this.journal);
    if (!this.#isOpen()) return;
    const { events, effects } = recover(this.workflow, this.#state, this.#now, this.policies);
    this.#record(undefined, events, effects);
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (!isWanted(this.#state, effect)) continue;
      switch (effect.type) {
        case 'startAttempt':
          this.#processes.start(effect);
          break;
        case 'stopAttempt':
          for (const key of this.#processes.stop(effect)) this.#forget(key);
          break;
        case 'answerTool':
          this.#processes.answer(effect);
          break;
        case 'startTimer': {
          const { timer, generation, deadline } = effect;
          const id = `${timer} fires ${generation}`;
          this.#later({ type: 'timer.fired', id, at: Math.max(deadline, this.#now), timer, generation });
          break;
        }
        case 'stopTimer':
          this.#forget(`${effect.timer} fires ${effect.generation}`);
          break;
        case 'announceAsk':
          this.#people.hear(effect);
          break;
        case 'withdrawAsk':
        case 'sendMessage':
        case 'finishRun':
          break;
      }
    }
  }

  /** In a noisy world nothing that is on its way is stopped. */
  #forget(id: string): void {
    if (!this.#chance.noise) this.#due = this.#due.filter((due) => due.fact.id !== id);
  }

  #later(fact: Fact): void {
    this.#due.push({ at: fact.at, order: hashOf(`${this.#chance.seed}|${lineOf(fact)}`), fact });
  }

  #next(): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) {
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    this.#due = this.#due.filter((due) => due !== first);
    return first;
  }
}

/** What one attempt says of one thing comes in the order in which it was said; all else that is due comes in any. */
function lineOf(fact: Fact): string {
  switch (fact.type) {
    case 'session.opened':
    case 'message.received':
    case 'usage.reported':
      return `${fact.frame}/${fact.step}#${fact.attempt} ${fact.type}`;
    default:
      return fact.id;
  }
}

function requestOf({ unavailable, guarded }: Case, { agents }: Workflow): Fact {
  return {
    type: 'run.requested',
    id: 'request',
    at: startMs,
    run: 'r1',
    spec: 'spec',
    inputs,
    seed: 'seed',
    engine: 'test',
    starter,
    ...(guarded?.elsewhere && { elsewhere: guarded.elsewhere }),
    unavailable: Object.keys(agents).filter((name) => unavailable.includes(localName(name))),
  };
}
