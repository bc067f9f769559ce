/**
 * Which harness runs an agent. The composition root names the adapters that it has and the agents that cannot run on
 * this machine; such an agent is unavailable, with the reason, and is never given another harness silently.
 */
import type { Harness, Harnesses } from '../engine/ports/harness.ts';
import type { AgentSpec } from '../schema/agent.ts';

/** Finds each agent's own harness by its name. `unable` says why an agent cannot run here although there is one. */
export function createRegistry(
  adapters: readonly Harness[],
  unable: ReadonlyMap<AgentSpec, string> = new Map(),
): Harnesses {
  const byName = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  return {
    find(agent) {
      const reason = unable.get(agent);
      if (reason !== undefined) return { missing: reason };
      const adapter = byName.get(agent.harness);
      if (adapter !== undefined) return adapter;
      return agent.harness === 'simulate'
        ? { missing: "Harness 'simulate' plays a script: name one with --simulate FILE." }
        : {
            missing: `This version has no adapter for harness '${agent.harness}'. Try the workflow with --simulate FILE.`,
          };
    },
  };
}

/** A simulated run: one harness plays every agent. Their vendors and models stay what the agents declare. */
export const playAll = (harness: Harness): Harnesses => ({ find: () => harness });
