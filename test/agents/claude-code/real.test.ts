/** The real Claude Code held to the contract of every harness. Skipped, with the reason, where it is not installed. */
import { describe } from 'vitest';
import { claudeCodeCapabilities } from '../../../agents/claude-code/capabilities.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { describeHarness } from '../conformance/harness.ts';
import { modelTurns } from '../conformance/real/turns.ts';
import { useStage } from './stage.ts';
import { claudeCost, claudeDialect } from './subject.ts';

const reason = whyNot('claude');

describe.skipIf(reason !== undefined)(`claude-code${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage();

  describeHarness('claude-code', {
    capabilities: claudeCodeCapabilities,
    costMicroUsd: claudeCost,
    prepare(script, resumed = []) {
      const adapter = stage.adapter();
      const harness = {
        ...adapter,
        start(request: Parameters<typeof adapter.start>[0]) {
          stage.model().play(modelTurns(request.session === undefined ? script : resumed, claudeDialect));
          return adapter.start(request);
        },
      };
      return { harness, agent: stage.agent() };
    },
  });
});
