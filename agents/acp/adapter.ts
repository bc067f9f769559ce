/** An adapter for one agent that speaks the Agent Client Protocol. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { holdConversation } from '../kit/conversation.ts';
import { examineAcp } from './examine.ts';
import type { Preset } from './preset.ts';
import { connect } from './session.ts';

export function createAdapter(preset: Preset, options: AdapterOptions): Adapter {
  return {
    name: preset.harness,
    capabilities: preset.capabilities,
    start: (request) =>
      holdConversation(preset.title, request, options, (stage, booting) => connect(preset, stage, booting, options)),
    examine: (agent) => examineAcp(preset, agent, options),
  };
}
