/** The real Pi held to the contract of every harness. Skipped, with the reason, where it is not installed. */
import { describe } from 'vitest';
import { piCapabilities } from '../../../agents/pi/capabilities.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { describeHarness } from '../conformance/harness.ts';
import { modelTurns } from '../conformance/real/turns.ts';
import { useStage } from './stage.ts';
import { piCost, piDialect } from './subject.ts';

const reason = whyNot('pi');

describe.skipIf(reason !== undefined)(`pi${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage();

  describeHarness('pi', {
    capabilities: piCapabilities,
    costMicroUsd: piCost,
    prepare(script, resumed = []) {
      const adapter = stage.adapter();
      const harness = {
        ...adapter,
        start(request: Parameters<typeof adapter.start>[0]) {
          stage.model().play(modelTurns(request.session === undefined ? script : resumed, piDialect));
          return adapter.start(request);
        },
      };
      return { harness, agent: stage.agent() };
    },
  });
});
