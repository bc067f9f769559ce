/**
 * A driver at a desk: a store in memory that keeps the contract of the journal, a clock that is moved by hand, and a
 * performer that writes down what it is asked. What goes wrong is put in by the test, at the very call.
 */
import { compile } from '../../engine/compile/index.ts';
import { type Driver, type DriverPorts, resumeRun, startRun } from '../../engine/driver/index.ts';
import type { Effect } from '../../engine/effects.ts';
import type { Envelope, RunEvent } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { AppendResult } from '../../engine/ports/journal.ts';
import { nobody } from '../../engine/ports/people.ts';
import { allowAll } from '../../engine/ports/policies.ts';
import { canonicalJson } from '../../schema/json.ts';
import { specOf } from './spec.ts';

export class Desk {
  /** What the clock on the wall shows; alarms ring after their time has passed, however it is set. */
  now = 1_000_000;
  #passed = 0;
  readonly rows: Envelope[] = [];
  /** How many events each append held. */
  readonly appends: number[] = [];
  readonly mail = new Map<number, unknown>();
  readonly performed: Effect[] = [];
  readonly renewed: number[] = [];
  owner: number | undefined;
  epoch = 0;
  report: (fact: Fact) => void = () => {};
  /** Stands before every append. */
  beforeAppend: () => Promise<AppendResult | undefined> = async () => undefined;
  beforeDispose: () => Promise<void> = async () => {};
  beforeTake: () => void = () => {};
  readonly #blobs = new Map<string, string>();
  #alarms: { at: number; call: () => void }[] = [];

  readonly ports: DriverPorts = {
    journal: {
      append: async (run, expectedSeq, epoch, events) => {
        const instead = await this.beforeAppend();
        if (instead) return instead;
        if (expectedSeq !== this.rows.length || epoch < this.epoch)
          return { status: 'conflict', seq: this.rows.length };
        for (const event of events) {
          const stored = JSON.parse(canonicalJson(event)) as RunEvent;
          this.rows.push({ run, seq: this.rows.length + 1, event: stored, prevHash: '', hash: '' });
        }
        this.appends.push(events.length);
        return { status: 'appended', seq: this.rows.length };
      },
      read: async function* (this: Desk) {
        yield* this.rows;
      }.bind(this),
    },
    blobs: {
      put: async (text) => {
        const hash = `blob ${this.#blobs.size}`;
        this.#blobs.set(hash, text);
        return hash;
      },
      get: async (hash) => this.#blobs.get(hash),
    },
    leases: {
      acquire: async () => {
        if (this.owner !== undefined) return { status: 'busy', holder: `owner ${this.owner}` };
        this.epoch += 1;
        this.owner = this.epoch;
        return { status: 'held', epoch: this.epoch };
      },
      renew: async (_, epoch) => {
        this.renewed.push(this.now);
        return this.owner === epoch;
      },
      release: async (_, epoch) => {
        if (this.owner === epoch) this.owner = undefined;
      },
    },
    inbox: {
      take: async () => {
        this.beforeTake();
        return [...this.mail].map(([row, fact]) => ({ row, fact }));
      },
      done: async (rows) => {
        for (const row of rows) this.mail.delete(row);
      },
    },
    performer: {
      start: (effect, report) => {
        this.report = report;
        this.performed.push(effect);
      },
      stop: (effect) => void this.performed.push(effect),
      answer: (effect) => void this.performed.push(effect),
      send: (effect) => void this.performed.push(effect),
      dispose: () => this.beforeDispose(),
    },
    policies: allowAll,
    clock: {
      now: () => this.now,
      after: (at, call) => {
        const alarm = { at: this.#passed + at - this.now, call };
        this.#alarms.push(alarm);
        return () => {
          this.#alarms = this.#alarms.filter((other) => other !== alarm);
        };
      },
    },
    people: nobody,
    redact: (fact) => fact,
  };

  async start(steps: readonly object[]): Promise<{ driver: Driver; begin: () => void }> {
    const spec = specOf(steps);
    const compiled = compile(spec);
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
    const hash = await this.ports.blobs.put(JSON.stringify(spec));
    const request = { run: 'r', spec: hash, inputs: { goal: 'g' }, seed: 's', engine: 'test', starter: 'sam' };
    return startRun(this.ports, compiled.workflow, { type: 'run.requested', id: 'request', at: this.now, ...request });
  }

  resume(): Promise<{ driver: Driver; begin: () => void }> {
    return resumeRun(this.ports, 'r');
  }

  /** The process is gone: its lease is nobody's, its timers do not ring. */
  die(): void {
    this.owner = undefined;
    this.#alarms = [];
    this.performed.length = 0;
  }

  finish(step: string, more: object = {}, attempt = 1): void {
    const id = `${step}#${attempt}`;
    this.report({ type: 'attempt.finished', id, at: this.now, frame: '', step, attempt, result: {}, ...more });
  }

  post(row: number, fact: object): void {
    this.mail.set(row, { id: `row ${row}`, at: 0, ...fact });
  }

  /** Moves the clock, rings whatever is due, and lets all that follows from it happen. */
  async pass(ms = 0): Promise<void> {
    this.now += ms;
    this.#passed += ms;
    const due = this.#alarms.filter(({ at }) => at <= this.#passed);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#passed);
    for (const { call } of due) call();
    await settled();
  }

  get types(): string[] {
    return this.rows.map(({ event }) => event.type);
  }

  started(): string[] {
    return this.performed.flatMap((effect) =>
      effect.type === 'startAttempt' ? [`${effect.step}#${effect.attempt}`] : [],
    );
  }
}

/** Everything that is on its way by promises alone has arrived. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A door that calls wait at until it is opened. */
export function door(): { readonly wait: () => Promise<undefined>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<undefined>((resolve) => {
    open = () => resolve(undefined);
  });
  return { wait: () => opened, open };
}
