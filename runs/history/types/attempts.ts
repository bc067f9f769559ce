/** Attempts on a time line: a row for each step, a bar for each attempt, and what it waited for. */
import type { ErrorValue, Outcome } from '../../../engine/events.ts';
import type { AskTold } from './calls.ts';

/** A stretch of time in which an attempt waited. */
export interface AttemptWait {
  readonly kind: 'ask' | 'hold' | 'backoff' | 'until';
  readonly from: number;
  /** Absent: it waits still. */
  readonly to?: number;
  /** Of an ask. */
  readonly ask?: AskTold;
}

export interface AttemptBar {
  /** Absent: the step waited or was settled without an attempt. */
  readonly attempt?: number;
  readonly visit: number;
  readonly seq: number;
  readonly from: number;
  /** Absent: it goes on. */
  readonly to?: number;
  readonly outcome: Outcome | 'running' | 'stopping' | 'waiting' | 'retry' | 'lost' | 'rework';
  readonly agent?: string;
  readonly error?: ErrorValue;
  readonly waits: readonly AttemptWait[];
}

export interface AttemptRow {
  readonly type: 'step' | 'frame' | 'more';
  /** Of `more`: the step whose frames it counts. */
  readonly address: string;
  readonly depth: number;
  readonly label: string;
  readonly agent?: string;
  readonly vendor?: string;
  readonly outcome?: Outcome;
  readonly bars: readonly AttemptBar[];
  /** It has rows below that are not listed: `open` takes its address. */
  readonly closed?: true;
  /** Of `more`: how many rows it stands for. */
  readonly count?: number;
}

export interface AttemptQuery {
  /** Rows at most; default 300. What does not fit is counted. */
  readonly most?: number;
  /** Addresses of frames and steps that are listed with what is below them, however many there are. */
  readonly open?: readonly string[];
}

export interface AttemptChart {
  readonly from: number;
  /** Of the last event. */
  readonly to: number;
  readonly rows: readonly AttemptRow[];
  readonly head: number;
}
