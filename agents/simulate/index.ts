/** The `simulate` harness: scripted agents whose tool calls are real. Needs no model and no key. */
import type { Clock } from '../../engine/ports/clock.ts';
import type { Capabilities, Harness } from '../../engine/ports/harness.ts';
import { playSession } from './session.ts';
import type { Simulation } from './simulation.ts';

export { loadSimulation } from './load-simulation.ts';
export type { Simulation } from './simulation.ts';

/** What a script can do: a workflow that it plays was written for other harnesses, so that it refuses nothing that any of them can. */
export const simulateCapabilities: Capabilities = {
  asksEveryTool: true,
  modifiesInput: false,
  denyReason: true,
  usage: 'live',
  deltas: true,
  resume: true,
  steer: true,
  interrupt: true,
  structuredOutput: true,
  turns: false,
  mcp: true,
};

/** Plays `simulation`; its delays are `clock`'s. */
export function createSimulateHarness({ simulation, clock }: { simulation: Simulation; clock: Clock }): Harness {
  return {
    name: 'simulate',
    capabilities: simulateCapabilities,
    start: (request) => playSession(simulation, clock, request),
  };
}
