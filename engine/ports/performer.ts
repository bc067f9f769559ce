/**
 * Carries out attempts. Contract: every method returns at once and never throws; all that happens comes back through
 * `report`, what one attempt says of one thing in the order in which it was said. Each started attempt ends in exactly one `attempt.finished` or `attempt.stopped`; a stop of an attempt
 * that was never started is answered `attempt.stopped` too.
 */
import type { Effect } from '../effects.ts';
import type { Fact } from '../facts.ts';

export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;
export type Report = (fact: Fact) => void;

export interface Performer {
  start(effect: EffectOf<'startAttempt'>, report: Report): void;
  stop(effect: EffectOf<'stopAttempt'>, report: Report): void;
  answer(effect: EffectOf<'answerTool'>): void;
  send(effect: EffectOf<'sendMessage'>): void;
  /** Ends everything at once, without reports: this process is going. */
  dispose(): Promise<void>;
}
