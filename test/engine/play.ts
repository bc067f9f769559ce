/** Plays a run by hand: each fact is settled as it is said, and what came of it is seen. Time stands where it is put. */

import { advance } from '../../engine/advance/index.ts';
import { compile } from '../../engine/compile/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Effect } from '../../engine/effects.ts';
import { isWanted } from '../../engine/effects-of.ts';
import type { EventOf, Origin, RunEvent, RunEventType } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { EffectOf } from '../../engine/ports/performer.ts';
import { allowAll, type Policies } from '../../engine/ports/policies.ts';
import { recover } from '../../engine/recover.ts';
import { replay } from '../../engine/replay.ts';
import { settle } from '../../engine/settle.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Spec } from '../../schema/spec.ts';

export interface Came {
  readonly events: readonly RunEvent[];
  readonly effects: readonly Effect[];
}

interface Options {
  readonly policies?: Policies;
  readonly inputs?: JsonObject;
  readonly seed?: string;
  /** Where its start came from. */
  readonly from?: Origin | undefined;
  /** When it begins, in milliseconds since the epoch. */
  readonly now?: number;
}

const isSpec = (given: readonly object[] | Spec): given is Spec => 'workflow' in given;

export class Play {
  readonly workflow: Workflow;
  readonly journal: RunEvent[] = [];
  readonly policies: Policies;
  state: RunState = initialState();
  now: number;
  #said = 0;

  constructor(
    steps: readonly object[] | Spec,
    { policies = allowAll, inputs = {}, seed = 'seed', now = 1_000_000, from }: Options = {},
  ) {
    this.now = now;
    const agents = { ada: agent('ada', 'anthropic'), bob: agent('bob', 'openai'), cyd: agent('cyd', 'google') };
    const types = Object.fromEntries(Object.keys(inputs).map((name) => [name, {}]));
    const spec = isSpec(steps)
      ? steps
      : ({ workflow: { name: 'play', inputs: types, steps }, agents } as unknown as Spec);
    const compiled = compile(spec);
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
    this.workflow = compiled.workflow;
    this.policies = policies;
    this.say({
      type: 'run.requested',
      run: 'r',
      spec: 's',
      inputs,
      seed,
      engine: 'test',
      starter: 'sam',
      ...(from && { from }),
    });
  }

  static of(spec: Spec, inputs: JsonObject = {}): Play {
    return new Play(spec, { inputs });
  }

  /** Settles a fact now. */
  say(fact: object): Came {
    this.#said += 1;
    const whole = { id: `fact ${this.#said}`, at: this.now, ...fact } as Fact;
    return this.#keep(settle(this.workflow, this.state, whole, this.policies));
  }

  finish(step: string, attempt = 1, more: object = {}, frame = ''): Came {
    return this.say({ type: 'attempt.finished', frame, step, attempt, result: {}, ...more });
  }

  fail(step: string, attempt = 1, frame = ''): Came {
    return this.finish(step, attempt, { error: { code: 'failed', message: 'no' } }, frame);
  }

  stopped(step: string, attempt = 1, frame = ''): Came {
    return this.say({ type: 'attempt.stopped', frame, step, attempt });
  }

  answer(approval: string, granted: boolean, more: object = {}): Came {
    return this.say({ type: 'approval.answered', approval, granted, by: 'tia', ...more });
  }

  cancel(): Came {
    return this.say({ type: 'cancel.requested', by: 'tia' });
  }

  /** Lets the last timer whose name holds `part` fire. */
  fire(part: string): Came {
    const [timer, { generation, deadline }] = Object.entries(this.state.timers).findLast(([name]) =>
      name.includes(part),
    )!;
    this.now = Math.max(this.now, deadline);
    return this.say({ type: 'timer.fired', timer, generation });
  }

  /** As it stood when `length` events had been folded, in the middle of a settle perhaps. */
  cut(length: number): void {
    this.state = replay(this.workflow, this.journal.slice(0, length));
    this.journal.length = length;
  }

  /** The engine dies, having journaled `length` events, and comes back. */
  die(length = this.journal.length): Came {
    this.cut(length);
    return this.#keep(recover(this.workflow, this.state, this.now, this.policies));
  }

  /** Folds an event as it is, whoever made it. */
  fold(event: RunEvent): void {
    advance(this.workflow, this.state, event);
  }

  #keep({ events, effects }: Came): Came {
    this.journal.push(...events);
    return { events, effects: effects.filter((effect) => isWanted(this.state, effect)) };
  }

  all<T extends RunEventType>(type: T): EventOf<T>[] {
    return this.journal.filter((event): event is EventOf<T> => event.type === type);
  }

  step(step: string, frame = '') {
    return this.state.frames[frame]?.steps[step];
  }
}

const agent = (name: string, vendor: string) => ({ name, harness: 'simulate' as const, vendor });

export function effectsOf<T extends Effect['type']>({ effects }: Came, type: T): EffectOf<T>[] {
  return effects.filter((effect): effect is EffectOf<T> => effect.type === type);
}
