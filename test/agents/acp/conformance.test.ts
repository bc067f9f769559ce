/** Any agent of the protocol held to the contract of every harness, as far as the protocol promises it. */
import { describe } from 'vitest';
import { acpCapabilities } from '../../../agents/acp/capabilities.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { describeHarness, type ScriptedTurn } from '../conformance/harness.ts';
import { scriptedAgent, useScripted } from './scripted.ts';

const { adapter } = useScripted();

const actsOf = ({ tools = [], text = 'Done.', output, failure }: ScriptedTurn): readonly JsonObject[] => {
  if (failure === 'hang') return [...tools, { hang: true }];
  if (failure === 'crash') return [...tools, { crash: true }];
  return [...tools, { say: output === undefined ? text : JSON.stringify(output) }];
};

describe('acp', () => {
  describeHarness('acp', {
    capabilities: acpCapabilities,
    prepare: (script, resumed = []) => ({
      harness: adapter(),
      agent: scriptedAgent({ turns: script.map(actsOf), resumed: resumed.map(actsOf) }),
    }),
  });
});
