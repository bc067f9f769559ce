/**
 * Who decides whether something may happen. Pure and synchronous: it is asked once, before the thing, and what it
 * says is written on the event. Must not throw: what cannot be decided is a deny.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { Decision, Tool } from '../events.ts';

export type Point = 'step' | 'tool' | 'merge' | 'approval';

export interface Question {
  readonly point: Point;
  readonly run: string;
  readonly frame: string;
  readonly step: string;
  readonly kind: string;
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly tool?: Tool;
  /** What the run has spent, in micro-dollars; `known` is false once any cost was unknown. */
  readonly cost: { readonly known: boolean; readonly runMicroUsd: number };
  /** What the step is about to do. */
  readonly plan?: JsonObject;
}

export interface Policies {
  judge(question: Question): readonly Decision[];
}

/** No policy stands: nothing is denied. */
export const allowAll: Policies = { judge: () => [] };
