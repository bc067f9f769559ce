/** What a run cost over time, and what limits it. */
import type { Budget } from '../../../engine/budgets.ts';

export type { Budget } from '../../../engine/budgets.ts';

/** What the run had cost after one event. */
export interface CostPoint {
  readonly seq: number;
  readonly at: number;
  readonly address: string;
  readonly agent?: string;
  /** Of the run, what is known of it. */
  readonly totalMicroUsd: number;
  /** False: a part of it is not known. */
  readonly known: boolean;
  /** Of this agent. */
  readonly agentMicroUsd: number;
}

export interface AgentCost {
  readonly agent: string;
  readonly vendor?: string;
  readonly microUsd: number;
  readonly known: boolean;
  readonly input: number;
  readonly output: number;
}

export interface Costs {
  readonly points: readonly CostPoint[];
  readonly agents: readonly AgentCost[];
  /** Limits that can be read without running a rule. */
  readonly budgets: readonly Budget[];
  readonly head: number;
}
