/** What has to stand before a model can be asked: its service, what lets the agent in, a home, and a shell. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AdapterOptions, Credential, Home } from '../kit/adapter.ts';
import { wantCredential, wantHome } from '../kit/entry.ts';
import { harnessEnvironment } from '../kit/environment.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { findProgram } from '../kit/program.ts';
import { findService, type Service, type Services } from './service.ts';

export interface Boot {
  readonly home: Home;
  readonly service: Service;
  readonly credential: Credential;
  /** Of the agent's commands and MCP servers: what was granted, and the home. No key is ever in it. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly shell: string;
}

/** Rejects where something is missing. */
export async function prepare(request: SessionRequest, options: AdapterOptions, services: Services): Promise<Boot> {
  const { agent, session } = request;
  const service = findService(agent, services);
  if ('problem' in service) throw new HarnessFailure(`${service.problem.message} ${service.problem.help}`);
  const credential = wantCredential(agent, options);
  if (credential.type === 'login') throw new HarnessFailure(noLogin);
  const home = await wantHome(session, options);
  const env = harnessEnvironment(request, home, {});
  // Commands are read as those of bash; models write them for it.
  const shell = (await findProgram('bash', env.PATH ?? '')) ?? '/bin/sh';
  return { home, service, credential, env, shell };
}

export const noLogin = 'A model that is asked directly has no login: give the agent a key.';
