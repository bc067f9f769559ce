/** Simulations for tests, written as values and read as the YAML that they spell. */
import { stringify } from 'yaml';
import { loadSimulation, type Simulation } from '../../../agents/simulate/index.ts';
import type { Clock } from '../../../engine/ports/clock.ts';

export function simulationOf(turns: Record<string, readonly object[]>): Simulation {
  const { simulation, issues } = loadSimulation(
    stringify({ turns }, { aliasDuplicateObjects: false }),
    'simulate.yaml',
  );
  if (simulation === undefined) throw new Error(JSON.stringify(issues));
  return simulation;
}

/** The machine's own time. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(deadlineMs, call) {
    const timer = setTimeout(call, deadlineMs - Date.now());
    return () => clearTimeout(timer);
  },
};
