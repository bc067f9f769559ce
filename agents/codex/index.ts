/** The `codex` harness: OpenAI's Codex, its app server driven by JSON-RPC, gated by its own requests for approval. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { holdConversation } from '../kit/conversation.ts';
import { codexCapabilities } from './capabilities.ts';
import { examineCodex } from './examine.ts';
import { connect } from './session.ts';

export function createCodex(options: AdapterOptions): Adapter {
  return {
    name: 'codex',
    capabilities: codexCapabilities,
    start: (request) =>
      holdConversation('Codex', request, options, (stage, booting) => connect(stage, booting, options)),
    examine: (agent) => examineCodex(agent, options),
  };
}
