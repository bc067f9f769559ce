/**
 * The live loop of one run: facts in, one append a batch, then effects out. It owns the state; nobody else touches it.
 *
 * 1. Effects are performed only after the append that holds their events has resolved, and only those that the state
 *    after the whole batch still wants.
 * 2. An append that fails or conflicts ends the driver: the state is dropped, nothing is performed, and the journal
 *    is the truth that the next owner reads.
 * 3. One batch at a time. Facts that come in meanwhile are settled together in the next: that is the group commit.
 * 4. An inbox row is removed only after the fact in it was settled and appended.
 */
import { OmniError } from '../../schema/error.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { Effect } from '../effects.ts';
import { isWanted } from '../effects-of.ts';
import type { Envelope, RunEvent } from '../events.ts';
import type { Fact } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Blobs, Inbox, Journal, Leases } from '../ports/journal.ts';
import type { People } from '../ports/people.ts';
import type { Performer } from '../ports/performer.ts';
import type { Policies } from '../ports/policies.ts';
import { type Settled, settle, settleAgenda } from '../settle.ts';
import type { RunState } from '../state.ts';
import { pack } from './pack.ts';
import { isParked } from './parked.ts';
import { Timers } from './timers.ts';
import { type InboxWatch, watchInbox } from './watch-inbox.ts';

export interface DriverPorts {
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly leases: Leases;
  readonly inbox: Inbox;
  readonly performer: Performer;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly people: People;
  /** Takes the values of secrets out of a fact before anything is decided or journaled. */
  readonly redact: (fact: Fact) => Fact;
}

export type Entry = Pick<Envelope, 'run' | 'seq' | 'event'>;
export type Ending = 'finished' | 'parked' | 'stopped';

/** What a driver takes over: the state as of `seq`, and what was decided since but is not journaled yet. */
export interface Position {
  readonly run: string;
  readonly state: RunState;
  readonly seq: number;
  readonly epoch: number;
}

/** Events of one append, at most: a longer chain is cut, and what is left of it is the agenda. */
const batchLimit = 1000;

export class Driver {
  readonly run: string;
  /**
   * How it came to rest: finished, parked (only people or a far deadline can move it on; with `waitForPeople` it goes
   * on waiting), or stopped by `stop()`. Rejects with OmniError when the journal refuses.
   */
  readonly done: Promise<Ending>;
  private readonly ports: DriverPorts;
  private readonly workflow: Workflow;
  private readonly state: RunState;
  private readonly epoch: number;
  private readonly timers: Timers;
  private readonly waitForPeople: boolean;
  private readonly listeners = new Set<(entries: readonly Entry[]) => void>();
  private readonly inbox: InboxWatch;
  private queue: { fact: Fact; row?: number }[] = [];
  private seq: number;
  private working = false;
  private over = false;
  private readonly hasWork = () => this.queue.length > 0 || this.state.agenda.length > 0;
  private settleDone!: { resolve: (ending: Ending) => void; reject: (error: unknown) => void };

  constructor(ports: DriverPorts, workflow: Workflow, position: Position, options: { waitForPeople?: boolean } = {}) {
    this.ports = ports;
    this.workflow = workflow;
    this.run = position.run;
    this.state = position.state;
    this.seq = position.seq;
    this.epoch = position.epoch;
    this.waitForPeople = options.waitForPeople ?? false;
    this.done = new Promise((resolve, reject) => {
      this.settleDone = { resolve, reject };
    });
    this.timers = new Timers(ports.clock, (fact) => this.submit(fact));
    this.inbox = watchInbox(ports, this.run, this.epoch, {
      fact: (fact, row) => this.enqueue({ fact, row }),
      lost: () => this.fail(new OmniError('OMNI6005', `Another omni has taken over run ${this.run}`)),
    });
  }

  /** Hands in a fact; what it leads to is journaled before anything comes of it. */
  submit(fact: Fact): void {
    this.enqueue({ fact });
  }

  /** Calls with every batch of events once they are durable. @returns what ends it. */
  subscribe(listener: (entries: readonly Entry[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Journals what recovery decided and then wants what the state wants. */
  async begin(recovered: Settled): Promise<void> {
    this.working = true;
    try {
      await this.commit(recovered.events, []);
      this.perform(recovered.effects);
    } catch (error) {
      await this.fail(error);
    }
    this.working = false;
    void this.work();
  }

  /** Ends what runs and gives the run back. Nothing is lost: the next owner finds the open attempts and goes on. */
  async stop(): Promise<void> {
    if (this.over) return;
    await this.close();
    this.settleDone.resolve('stopped');
  }

  private enqueue(item: { fact: Fact; row?: number }): void {
    if (this.over) return;
    this.queue.push({ ...item, fact: this.ports.redact(item.fact) });
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      // Lets everything that is reported in this turn of the event loop come into one commit.
      await undefined;
      do {
        while (!this.over && this.hasWork()) await this.batch();
        if (!this.over) await this.rest();
      } while (!this.over && this.hasWork());
    } catch (error) {
      await this.fail(error);
    }
    this.working = false;
  }

  private async batch(): Promise<void> {
    const { policies, clock } = this.ports;
    const events: RunEvent[] = [];
    const effects: Effect[] = [];
    const rows: number[] = [];
    const take = (settled: Settled) => {
      for (const event of settled.events) events.push(event);
      for (const effect of settled.effects) effects.push(effect);
    };
    take(settleAgenda(this.workflow, this.state, clock.now(), policies, batchLimit));
    let taken = 0;
    while (taken < this.queue.length && events.length < batchLimit && this.state.agenda.length === 0) {
      const { fact, row } = this.queue[taken++]!;
      if (row !== undefined) rows.push(row);
      take(settle(this.workflow, this.state, fact, policies, batchLimit));
    }
    this.queue = this.queue.slice(taken);
    await this.commit(events, rows);
    this.perform(effects);
  }

  private async commit(events: readonly RunEvent[], rows: readonly number[]): Promise<void> {
    const { journal, blobs, inbox } = this.ports;
    if (events.length > 0) {
      const packed: RunEvent[] = [];
      for (const event of events) packed.push(await pack(event, blobs));
      const result = await journal.append(this.run, this.seq, this.epoch, packed);
      if (result.status !== 'appended') {
        throw new OmniError('OMNI6005', `Another omni wrote to run ${this.run} (${result.status} at ${result.seq})`);
      }
      const first = this.seq + 1;
      this.seq = result.seq;
      const entries = events.map((event, index) => ({ run: this.run, seq: first + index, event }));
      for (const listener of this.listeners) listener(entries);
    }
    if (rows.length > 0) await inbox.done(rows);
  }

  private perform(effects: readonly Effect[]): void {
    if (this.over) return;
    const { performer, people } = this.ports;
    const report = (fact: Fact) => this.submit(fact);
    for (const effect of effects) {
      if (!isWanted(this.state, effect)) continue;
      switch (effect.type) {
        case 'startAttempt':
          performer.start(effect, report);
          break;
        case 'stopAttempt':
          performer.stop(effect, report);
          break;
        case 'answerTool':
          performer.answer(effect);
          break;
        case 'sendMessage':
          performer.send(effect);
          break;
        case 'startTimer':
          this.timers.start(effect.timer, effect.generation, effect.deadline);
          break;
        case 'stopTimer':
          this.timers.stop(effect.timer, effect.generation);
          break;
        case 'announceAsk':
          people.announce(effect.ask, effect);
          break;
        case 'withdrawAsk':
          people.withdraw(effect.approval);
          break;
        case 'finishRun':
          break;
      }
    }
  }

  private async rest(): Promise<void> {
    if (this.state.status !== 'running' && this.state.status !== 'new') await this.end('finished');
    else if (!this.waitForPeople && isParked(this.workflow, this.state)) {
      await this.inbox.look();
      if (!this.hasWork()) await this.end('parked');
    }
  }

  private async end(ending: Ending): Promise<void> {
    await this.close();
    this.settleDone.resolve(ending);
  }

  private async fail(error: unknown): Promise<void> {
    if (this.over) return;
    await this.close().catch(() => {});
    this.settleDone.reject(error);
  }

  private async close(): Promise<void> {
    this.over = true;
    this.inbox.stop();
    this.timers.stopAll();
    await this.ports.performer.dispose();
    await this.ports.leases.release(this.run, this.epoch);
  }
}
