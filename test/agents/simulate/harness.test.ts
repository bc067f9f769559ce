import { createSimulateHarness } from '../../../agents/simulate/index.ts';
import { describeHarness, type ScriptedTurn } from '../conformance/harness.ts';
import { realClock, simulationOf } from './scripted.ts';

const play = (script: readonly ScriptedTurn[], resumed: readonly ScriptedTurn[] = []) => {
  const turns = [script, resumed].flatMap(([turn, ...then], index) =>
    turn ? [{ attempt: index + 1, ...turn, then }] : [],
  );
  return createSimulateHarness({ simulation: simulationOf({ worker: turns }), clock: realClock });
};

describeHarness('simulate', {
  capabilities: play([]).capabilities,
  prepare: (script, resumed) => ({ harness: play(script, resumed), agent: { name: 'worker', harness: 'simulate' } }),
});
