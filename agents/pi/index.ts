/** The `pi` harness: the Pi coding agent in its rpc mode, gated by an extension of ours that it loads. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { holdConversation } from '../kit/conversation.ts';
import { piCapabilities } from './capabilities.ts';
import { examinePi } from './examine.ts';
import { connect } from './session.ts';

export function createPi(options: AdapterOptions): Adapter {
  return {
    name: 'pi',
    capabilities: piCapabilities,
    start: (request) => holdConversation('Pi', request, options, (stage, booting) => connect(stage, booting, options)),
    examine: (agent) => examinePi(agent, options),
  };
}
