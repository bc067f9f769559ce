/** The `model` harness: a model asked directly, with tools of our own that it uses under the gate. No program beside it. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { holdConversation } from '../kit/conversation.ts';
import { modelCapabilities } from './capabilities.ts';
import { examineModel } from './examine.ts';
import { services as own, type Services } from './service.ts';
import { connect } from './session.ts';

/** @param services where the services of models are. Default: their own addresses. */
export function createModel(options: AdapterOptions, services: Services = own): Adapter {
  return {
    name: 'model',
    capabilities: modelCapabilities,
    start: (request) =>
      holdConversation('The model', request, options, (stage, booting) => connect(stage, booting, options, services)),
    examine: async (agent) => examineModel(agent, options, services),
  };
}
