/** The `simulate` harness: scripted agents whose tool calls are real. Needs no model and no key. */
import type { Clock } from '../../engine/ports/clock.ts';
import type { Harness } from '../../engine/ports/harness.ts';
import { playSession } from './session.ts';
import type { Simulation } from './simulation.ts';

export { loadSimulation } from './load-simulation.ts';
export type { Simulation } from './simulation.ts';

/** Plays `simulation`; its delays are `clock`'s. */
export function createSimulateHarness({ simulation, clock }: { simulation: Simulation; clock: Clock }): Harness {
  return {
    name: 'simulate',
    capabilities: {
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
      mcp: false,
    },
    start: (request) => playSession(simulation, clock, request),
  };
}
