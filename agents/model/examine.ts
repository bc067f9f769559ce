/** What an agent whose model is asked directly would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Examination } from '../kit/adapter.ts';
import { noLogin } from './boot.ts';
import { findService, type Services } from './service.ts';

export function examineModel(agent: AgentSpec, options: AdapterOptions, services: Services): Examination {
  const service = findService(agent, services);
  if ('problem' in service) return { problem: service.problem };
  const endpoint = service.url;
  const credential = options.credential(agent);
  if ('missing' in credential) {
    const help = 'The key goes into a variable or a file: `auth: { env: NAME }` or `auth: { file: PATH }`.';
    return { endpoint, problem: { message: credential.missing, help } };
  }
  if (credential.type === 'login')
    return { endpoint, problem: { message: noLogin, help: 'Say `auth: { env: NAME }`.' } };
  return { endpoint, credential: credential.type === 'key' ? credential.from : 'none' };
}
