/**
 * Which harness runs an agent. The composition root names the adapters that exist on this machine; an agent whose
 * harness is not among them is unavailable, with the reason, and is never given another one silently.
 */
import type { Harness, Harnesses } from '../engine/ports/harness.ts';

/** Finds each agent's own harness by its name. */
export function createRegistry(adapters: readonly Harness[]): Harnesses {
  const byName = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  return {
    find({ harness }) {
      const adapter = byName.get(harness);
      if (adapter !== undefined) return adapter;
      return harness === 'simulate'
        ? { missing: "Harness 'simulate' plays a script: name one with --simulate FILE." }
        : { missing: `This version has no adapter for harness '${harness}'. Try the workflow with --simulate FILE.` };
    },
  };
}

/** A simulated run: one harness plays every agent. Their vendors and models stay what the agents declare. */
export const playAll = (harness: Harness): Harnesses => ({ find: () => harness });
