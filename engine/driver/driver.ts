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
import type { RunEvent } from '../events.ts';
import type { Fact } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Blobs, Inbox, Journal, Leases, Spending } from '../ports/journal.ts';
import type { People } from '../ports/people.ts';
import type { Performer } from '../ports/performer.ts';
import type { Policies } from '../ports/policies.ts';
import { type Settled, settle, settleAgenda } from '../settle.ts';
import type { RunState } from '../state.ts';
import { carryOut, type Hands } from './carry-out.ts';
import { interruptAttempts } from './interrupt.ts';
import { pack } from './pack.ts';
import { isParked } from './parked.ts';
import { Timers } from './timers.ts';
import { type InboxWatch, watchInbox } from './watch-inbox.ts';
import { type Listener, Watchers } from './watchers.ts';

export interface DriverPorts {
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly leases: Leases;
  readonly inbox: Inbox;
  readonly performer: Performer;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly people: People;
  /** Where a policy of the run asks what other runs spend today. */
  readonly spending?: Spending;
  /** Takes the values of secrets out of a fact before anything is decided or journaled. */
  readonly redact: (fact: Fact) => Fact;
}

export type Ending = 'finished' | 'parked' | 'stopped';

/** What a driver takes over: the state as of `seq`, and what was decided since but is not journaled yet. */
export interface Position {
  readonly run: string;
  readonly state: RunState;
  readonly seq: number;
  readonly epoch: number;
}

/** Events of one append, at most: a longer chain is cut, and what is left of it is the agenda. */
export const batchLimit = 1000;

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
  private readonly hands: Hands;
  private readonly waitForPeople: boolean;
  private readonly watchers = new Watchers();
  private readonly inbox: InboxWatch;
  private queue: { fact: Fact; row?: number }[] = [];
  private seq: number;
  private begun = false;
  /** What is being settled and journaled; at rest, done. */
  private turn: Promise<void> = Promise.resolve();
  private working = false;
  private over = false;
  private closing: Promise<void> | undefined;
  private readonly hasWork = () => this.queue.length > 0 || this.state.agenda.length > 0;
  private settleDone!: { resolve: (ending: Ending | Promise<Ending>) => void; reject: (error: unknown) => void };

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
    const report = (fact: Fact) => this.submit(fact);
    const { performer, people, clock } = ports;
    this.hands = { performer, people, report, timers: new Timers(clock, report) };
    this.inbox = watchInbox(ports, this.run, this.epoch, {
      fact: (fact, row) => this.enqueue({ fact, row }),
      lost: (error) => this.fail(error),
    });
  }

  /** Hands in a fact; what it leads to is journaled before anything comes of it. Before `begin` it waits. */
  submit(fact: Fact): void {
    this.enqueue({ fact });
  }

  /** Calls with every batch of events once they are durable, until it throws. @returns what ends it. */
  subscribe(listener: Listener): () => void {
    return this.watchers.add(listener);
  }

  /**
   * Journals what recovery decided, wants what the state wants, and goes to work. The state is ahead of the journal
   * until then, so nothing may be settled before; a second call does nothing.
   */
  begin(recovered: Settled = { events: [], effects: [] }): void {
    if (this.begun) return;
    this.begun = true;
    this.work(recovered);
  }

  /**
   * Ends what runs and gives the run back, once what is being journaled is journaled. Nothing is lost: the next owner
   * finds the open attempts and goes on.
   */
  async stop(): Promise<void> {
    this.over = true;
    await this.turn;
    await this.end('stopped');
  }

  private enqueue(item: { fact: Fact; row?: number }): void {
    if (this.over) return;
    this.queue.push({ ...item, fact: this.ports.redact(item.fact) });
    this.work();
  }

  private work(recovered?: Settled): void {
    if (this.begun && !this.working && !this.over) this.turn = this.takeTurn(recovered);
  }

  /** Never rejects. */
  private async takeTurn(recovered: Settled | undefined): Promise<void> {
    this.working = true;
    try {
      if (recovered) {
        await this.commit(recovered.events, []);
        this.perform(recovered.effects);
      }
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
      this.watchers.tell(events.map((event, index) => ({ run: this.run, seq: first + index, event })));
    }
    if (rows.length > 0) await inbox.done(rows);
  }

  private perform(effects: readonly Effect[]): void {
    if (this.over) return;
    for (const effect of effects) if (isWanted(this.state, effect)) carryOut(effect, this.hands);
  }

  private async rest(): Promise<void> {
    if (this.state.status !== 'running' && this.state.status !== 'new') await this.end('finished');
    else if (!this.waitForPeople && isParked(this.workflow, this.state, this.ports.clock.now())) {
      await this.inbox.look();
      if (!this.hasWork()) await this.end('parked');
    }
  }

  private async end(ending: Ending): Promise<void> {
    const closed = this.close(this.begun && ending !== 'finished').then(() => ending);
    this.settleDone.resolve(closed);
    await closed.catch(() => {});
  }

  /** Whoever ends it first says how it ended. */
  private async fail(error: unknown): Promise<void> {
    await this.close().catch(() => {});
    this.settleDone.reject(error);
  }

  private close(inOrder = false): Promise<void> {
    this.over = true;
    this.closing ??= this.giveBack(inOrder);
    return this.closing;
  }

  /** The lease is kept until nothing runs any more: who gets it next may start the same attempts. */
  private async giveBack(inOrder: boolean): Promise<void> {
    const { performer, clock, policies } = this.ports;
    this.hands.timers.stopAll();
    try {
      await performer.dispose();
      if (inOrder) await this.commit(interruptAttempts(this.workflow, this.state, clock.now(), policies), []);
    } finally {
      this.inbox.stop();
      await this.ports.leases.release(this.run, this.epoch);
    }
  }
}
