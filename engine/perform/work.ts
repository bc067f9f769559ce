/**
 * One attempt that is being carried out: what its handler may report and ask, and what may be told to it meanwhile.
 *
 * Invariants
 * 1. Ids follow from frame, step, attempt and a count, so that a fact that is told twice is known as one.
 * 2. Once it is stopped nothing is reported any more, every open question is answered with a refusal, and so is every
 *    later one: an attempt that is ending lets nothing through.
 */

import type { JsonObject } from '../../schema/json.ts';
import type { AttemptPlan } from '../effects.ts';
import type { ErrorValue, Landing, Tool, Usage } from '../events.ts';
import type { Fact } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { EffectOf, Report } from '../ports/performer.ts';
import { cutText } from './cut-text.ts';
import { createDoings, type Doings } from './doings.ts';

export type Kind = AttemptPlan['kind'];
export type PlanOf<K extends Kind> = Extract<AttemptPlan, { kind: K }>;

/** What an attempt came to. `result` may say something although it failed. */
export interface Outcome {
  readonly result: JsonObject;
  readonly error?: ErrorValue;
}

export interface Answer {
  readonly allow: boolean;
  readonly reason?: string;
}

/** A question that was put, under the name that its answer has. */
export interface Asked {
  readonly call: string;
  readonly answer: Promise<Answer>;
}

/** What a handler sees of its attempt. */
export interface Work {
  readonly frame: string;
  readonly step: string;
  readonly attempt: number;
  /** Frame and step, and with the attempt: unique within the run. */
  readonly address: string;
  readonly id: string;
  /** Of all attempts of the run that are carried out here. */
  readonly doings: Doings;
  /** Aborted when the attempt is to end: the handler ends what it started, then returns. */
  readonly signal: AbortSignal;
  opened(session: string): void;
  /** Asks whether a tool may be called. The question is reported before this returns. */
  ask(tool: Tool): Asked;
  /** Asks whether what was merged aside may land. */
  askMerge(merge: Landing): Asked;
  /** Asks whether the session may be told to do more. */
  askTurn(text: string): Asked;
  completed(call: string, ok: boolean, output?: string): void;
  said(text: string): void;
  used(usage: Usage): void;
  /** Takes what people say to the agent, from the first message on, also what came before there was a listener. */
  hear(listener: (text: string) => void): void;
}

/** What the performer does with an attempt from outside. */
export interface Controls {
  answer(call: string, answer: Answer): void;
  tell(text: string): void;
  stop(): void;
  /** How the attempt ended, in a fact. */
  finished(outcome: Outcome): Fact;
  stopped(): Fact;
}

/** Characters of a message and of a tool's output that are journaled. */
const longestMessage = 64 * 1024;
const longestOutput = 16 * 1024;

const stopping: Answer = { allow: false, reason: 'The attempt is being stopped.' };

type OfAttempt = Pick<EffectOf<'stopAttempt'>, 'frame' | 'step' | 'attempt'>;

/** `build@1[0]/write#2`: the attempt's name, unique within the run. */
export function attemptId({ frame, step, attempt }: OfAttempt): string {
  return `${frame === '' ? '' : `${frame}/`}${step}#${attempt}`;
}

/** The fact that nothing of an attempt runs, also of one that was never started here. */
export function stoppedFact({ frame, step, attempt }: OfAttempt, at: number): Fact {
  return { type: 'attempt.stopped', id: `${attemptId({ frame, step, attempt })}:stopped`, at, frame, step, attempt };
}

export function createWork(
  effect: OfAttempt,
  clock: Clock,
  report: Report,
  doings: Doings = createDoings(),
): { work: Work; controls: Controls } {
  const { frame, step, attempt } = effect;
  const id = attemptId(effect);
  const ending = new AbortController();
  const { signal } = ending;
  const open = new Map<string, (answer: Answer) => void>();
  const unheard: string[] = [];
  let listener: ((text: string) => void) | undefined;
  const counts = { session: 0, call: 0, message: 0, usage: 0 };

  const seen = (suffix: string) => ({ id: `${id}:${suffix}`, at: clock.now(), frame, step, attempt });
  const tell = (fact: Fact): void => {
    if (!signal.aborted) report(fact);
  };

  const question = (): Asked => {
    counts.call += 1;
    const call = `${id}:tool:${counts.call}`;
    const answer = new Promise<Answer>((resolve) => {
      if (signal.aborted) resolve(stopping);
      else open.set(call, resolve);
    });
    return { call, answer };
  };

  const work: Work = {
    frame,
    step,
    attempt,
    address: id.slice(0, id.lastIndexOf('#')),
    id,
    doings,
    signal,
    opened(session) {
      // A harness may give a session that it continues another name.
      counts.session += 1;
      tell({ type: 'session.opened', ...seen(`session:${counts.session}`), session });
    },
    ask(tool) {
      const asked = question();
      tell({ type: 'tool.requested', ...seen(`tool:${counts.call}`), call: asked.call, tool });
      return asked;
    },
    askMerge(merge) {
      const asked = question();
      tell({ type: 'merge.requested', ...seen(`tool:${counts.call}`), call: asked.call, merge });
      return asked;
    },
    askTurn(text) {
      const asked = question();
      tell({ type: 'turn.requested', ...seen(`tool:${counts.call}`), call: asked.call, text });
      return asked;
    },
    completed(call, ok, output) {
      doings.end(call);
      const kept = output === undefined ? {} : { output: cutText(output, longestOutput) };
      tell({ type: 'tool.completed', ...seen(''), id: `${call}:completed`, call, ok, ...kept });
    },
    said(text) {
      counts.message += 1;
      const index = counts.message;
      tell({ type: 'message.received', ...seen(`message:${index}`), index, text: cutText(text, longestMessage) });
    },
    used(usage) {
      counts.usage += 1;
      tell({ type: 'usage.reported', ...seen(`usage:${counts.usage}`), index: counts.usage, usage });
    },
    hear(next) {
      listener = next;
      for (const text of unheard.splice(0)) next(text);
    },
  };
  const controls: Controls = {
    answer(call, answer) {
      const resolve = open.get(call);
      open.delete(call);
      resolve?.(answer);
    },
    tell(text) {
      if (listener === undefined) unheard.push(text);
      else listener(text);
    },
    stop() {
      ending.abort();
      for (const resolve of open.values()) resolve(stopping);
      open.clear();
    },
    finished: ({ result, error }) => ({
      type: 'attempt.finished',
      ...seen('finished'),
      result,
      ...(error && { error }),
    }),
    stopped: () => stoppedFact(effect, clock.now()),
  };
  return { work, controls };
}
