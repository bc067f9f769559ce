/** What a run cost over time, and what limits it. */

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

/** A limit over costs, as far as it can be read without running the rule. */
export interface Budget {
  readonly policy: string;
  readonly rule: string;
  /** Whose cost it limits. */
  readonly what: 'run' | 'session' | 'agent' | 'step' | 'user_today' | 'project_today';
  /** What happens there. */
  readonly decide: 'deny' | 'ask' | 'hold';
  readonly limitMicroUsd?: number;
  /** It comes again after each of these amounts. */
  readonly everyMicroUsd?: number;
  /** It is over this agent, or this step (by its key), alone. */
  readonly agent?: string;
  readonly step?: string;
}

export interface Costs {
  readonly points: readonly CostPoint[];
  readonly agents: readonly AgentCost[];
  readonly budgets: readonly Budget[];
  readonly head: number;
}
