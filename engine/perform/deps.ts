/** What performing needs of the world, all of it through ports; the composition root fills it in. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AttemptPlan } from '../effects.ts';
import type { ErrorValue } from '../events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Harness, Harnesses } from '../ports/harness.ts';
import type { Workspaces } from '../ports/workspaces.ts';

export interface PerformerDeps {
  readonly harnesses: Harnesses;
  readonly workspaces: Workspaces;
  /** By the name that the workflow gives each. */
  readonly agents: Readonly<Record<string, AgentSpec>>;
  readonly run: string;
  readonly clock: Clock;
  /** The value of a declared secret. It goes into an environment and nowhere else. */
  readonly secrets: (name: string) => string | undefined;
  /** What every process inherits. */
  readonly baseEnv: Readonly<Record<string, string>>;
  /** In hex, over UTF-8. */
  readonly sha256: (text: string) => string;
  /** Pieces of text and lines of output as they come, for watchers; never journaled. */
  readonly onDelta?: (delta: Delta) => void;
}

export interface Delta {
  readonly frame: string;
  readonly step: string;
  readonly attempt: number;
  readonly text: string;
}

/** The agent of a step and what runs it here, or why nothing does. */
export function findAgent(
  deps: PerformerDeps,
  name: string,
): { agent: AgentSpec; harness: Harness } | { error: ErrorValue } {
  const agent = Object.hasOwn(deps.agents, name) ? deps.agents[name] : undefined;
  if (agent === undefined) return { error: { code: 'failed', message: `The workflow has no agent '${name}'.` } };
  const harness = deps.harnesses.find(agent);
  if ('missing' in harness) return { error: { code: 'agent_unavailable', message: harness.missing } };
  return { agent, harness };
}

/** The whole environment of an attempt. Later ones win: base, agent, step, secrets. */
export function environmentOf(
  deps: PerformerDeps,
  plan: Pick<AttemptPlan, 'env' | 'secrets'>,
  agent?: AgentSpec,
): { env: Record<string, string> } | { error: ErrorValue } {
  const env = { ...deps.baseEnv, ...agent?.env, ...plan.env };
  for (const [variable, name] of Object.entries(plan.secrets ?? {})) {
    const value = deps.secrets(name);
    if (value === undefined) return { error: { code: 'failed', message: `The secret '${name}' has no value here.` } };
    env[variable] = value;
  }
  return { env };
}
