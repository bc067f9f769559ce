/** What has to stand before a session of Pi can start, and what it has to say before it is trusted. */

import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { AdapterOptions, Home } from '../kit/adapter.ts';
import { wantCredential, wantHome, wantProgram } from '../kit/entry.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { isAtLeast } from '../kit/program.ts';
import { pi } from './capabilities.ts';
import { credentialFile, environmentOf } from './environment.ts';
import { commandOf } from './launch.ts';
import { hideRepositorySettings } from './package.ts';
import { choose } from './providers.ts';
import { builtInTools } from './tools.ts';

export interface Boot {
  readonly home: Home;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Rejects where something is missing on this machine. */
export async function prepare(request: SessionRequest, options: AdapterOptions): Promise<Boot> {
  const { agent, session } = request;
  const program = await wantProgram(pi, options);
  const credential = wantCredential(agent, options);
  const choice = choose(agent, credential);
  const home = await wantHome(session, options);
  const env = environmentOf(request, home, credential, choice);
  const command = await commandOf({ program, agent, home, choice, path: env.PATH ?? '' });
  if (agent.repository_settings !== true) await hideRepositorySettings(program, home, options.path);
  if (credential.type === 'login') await home.share(credential.file, credentialFile);
  return { home, command, env };
}

/** What our extension says of itself when it was loaded. Throws where the gate would not hold. */
export function demandGate(gate: JsonObject | undefined, agent: AgentSpec): void {
  const { oldest, install } = pi;
  const { version, isInPlace, applied, tools } = gate ?? {};
  if (gate === undefined || typeof version !== 'string' || !isAtLeast(version, oldest)) {
    const found = typeof version === 'string' ? `Pi ${version}` : 'This Pi';
    throw new HarnessFailure(`${found} cannot be gated: at least ${oldest} is needed. Update it: ${install}@latest`);
  }
  if (isInPlace !== true) throw new HarnessFailure('Pi works in another folder than the workspace.');
  if (agent.repository_settings === true) return;
  if (!Array.isArray(applied) || applied.length > 0) {
    throw new HarnessFailure("Pi would go by the repository's settings, which it was not to have.");
  }
  const odd = (Array.isArray(tools) ? tools : ['?']).filter((tool) => !builtInTools.some((known) => known === tool));
  if (odd.length > 0) throw new HarnessFailure(`Pi has tools that it was not to have: ${odd.join(', ')}.`);
}
