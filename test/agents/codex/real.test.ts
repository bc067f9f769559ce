/** The real Codex held to the contract of every harness. Skipped, with the reason, where it is not installed. */
import { describe } from 'vitest';
import { codexCapabilities } from '../../../agents/codex/capabilities.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { describeHarness } from '../conformance/harness.ts';
import { modelTurns } from '../conformance/real/turns.ts';
import { useStage } from './stage.ts';
import { codexDialect } from './subject.ts';

const reason = whyNot('codex');

describe.skipIf(reason !== undefined)(`codex${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage();

  describeHarness('codex', {
    capabilities: codexCapabilities,
    costMicroUsd: () => undefined,
    prepare(script, resumed = []) {
      const adapter = stage.adapter();
      const harness = {
        ...adapter,
        start(request: Parameters<typeof adapter.start>[0]) {
          stage.model().play(modelTurns(request.session === undefined ? script : resumed, codexDialect));
          return adapter.start(request);
        },
      };
      return { harness, agent: stage.agent() };
    },
  });
});
