/** The `claude-code` harness: Anthropic's Claude Code, its command line driven by lines of JSON, gated by its own hook. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { holdConversation } from '../kit/conversation.ts';
import { claudeCodeCapabilities } from './capabilities.ts';
import { examineClaudeCode } from './examine.ts';
import { connect } from './session.ts';

export function createClaudeCode(options: AdapterOptions): Adapter {
  return {
    name: 'claude-code',
    capabilities: claudeCodeCapabilities,
    start: (request) =>
      holdConversation('Claude Code', request, options, (stage, booting) => connect(stage, booting, options)),
    examine: (agent) => examineClaudeCode(agent, options),
  };
}
