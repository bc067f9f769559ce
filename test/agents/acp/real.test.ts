/** The real agents of the presets held to the contract of every harness. Skipped, with the reason, where not installed. */
import { describe } from 'vitest';
import { copilotCapabilities, geminiCapabilities, opencodeCapabilities } from '../../../agents/acp/capabilities.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { describeHarness } from '../conformance/harness.ts';
import { modelTurns } from '../conformance/real/turns.ts';
import { useStage } from './stage.ts';
import { type PresetName, subjects } from './subject.ts';

const all = { gemini: geminiCapabilities, opencode: opencodeCapabilities, copilot: copilotCapabilities };

for (const [name, capabilities] of Object.entries(all)) {
  const reason = whyNot(name);
  describe.skipIf(reason !== undefined)(`${name}${reason === undefined ? '' : ` (${reason})`}`, () => {
    const stage = useStage(name as PresetName);
    describeHarness(name, {
      capabilities,
      costMicroUsd: () => undefined,
      prepare(script, resumed = []) {
        const adapter = stage.adapter();
        const harness = {
          ...adapter,
          start(request: Parameters<typeof adapter.start>[0]) {
            const { dialect } = subjects[name as PresetName];
            stage.model().play(modelTurns(request.session === undefined ? script : resumed, dialect));
            return adapter.start(request);
          },
        };
        return { harness, agent: stage.agent() };
      },
    });
  });
}
