/** Calls: what was asked for before it was done, what was decided and who answered. */
import type { Decision, Tool } from '../../../engine/events.ts';
import type { Window } from '../page.ts';

/** An answer of a person to an ask. */
export interface AskAnswer {
  readonly seq: number;
  readonly at: number;
  readonly granted: boolean;
  /** Absent: nobody answered in time. */
  readonly by?: string;
  readonly comment?: string;
  readonly choice?: string;
}

/** An ask that something waited for, and what came of it. */
export interface AskTold {
  readonly id: string;
  /** Of the event that put it. */
  readonly seq: number;
  readonly at: number;
  readonly text: string;
  readonly policy?: string;
  readonly rule?: string;
  /** `withdrawn`: it went without an answer, for what asked went on or ended. */
  readonly status: 'open' | 'granted' | 'refused' | 'expired' | 'answered' | 'withdrawn';
  readonly answers: readonly AskAnswer[];
}

/** How a call stands. `waiting`: for people or a policy that holds; `left`: its attempt ended first. */
export type CallOutcome = 'waiting' | 'running' | 'done' | 'failed' | 'refused' | 'left';

/** What policies came to: the strictest that any said of it; `unasked` where none said anything. */
export type CallDecision = 'allow' | 'deny' | 'ask' | 'hold' | 'unasked';

/** One tool call, merge or turn. */
export interface CallRow {
  readonly seq: number;
  readonly at: number;
  readonly asOf: number;
  readonly address: string;
  readonly attempt: number;
  readonly agent?: string;
  readonly kind: 'tool' | 'merge' | 'turn';
  /** Of a tool: what the harnesses' tools have in common: `shell`, `write`, … */
  readonly tool?: Tool['kind'];
  readonly call: string;
  readonly what: string;
  readonly decision: CallDecision;
  /** The rules behind it, the strictest first. */
  readonly rules: readonly Pick<Decision, 'policy' | 'rule' | 'decision' | 'reason'>[];
  readonly asks: readonly AskTold[];
  readonly outcome: CallOutcome;
  readonly endedAt?: number;
}

export interface CallQuery extends Window {
  readonly decision?: CallDecision;
  readonly outcome?: CallOutcome;
  readonly address?: string;
  readonly kind?: CallRow['kind'];
  readonly tool?: Tool['kind'];
}
