/** What has to stand before a session of Claude Code can start, and what it has to say before it is trusted. */

import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { AdapterOptions, Home } from '../kit/adapter.ts';
import { wantCredential, wantHome, wantProgram } from '../kit/entry.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { isAtLeast } from '../kit/program.ts';
import { claudeCode } from './capabilities.ts';
import { credentialFile, environmentOf, shellFiles } from './environment.ts';
import { commandOf } from './launch.ts';

export interface Boot {
  readonly home: Home;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Rejects where something is missing on this machine. */
export async function prepare(request: SessionRequest, options: AdapterOptions): Promise<Boot> {
  const { agent, session } = request;
  const program = await wantProgram(claudeCode, options);
  const credential = wantCredential(agent, options);
  const home = await wantHome(session, options);
  const command = await commandOf(program, agent, home, session === undefined);
  for (const [path, text] of Object.entries(shellFiles)) await home.place.write(path, text);
  if (credential.type === 'login') await home.share(credential.file, credentialFile);
  return { home, command, env: environmentOf(request, home, credential) };
}

/** The first thing that is said to Claude Code. @param schema of the answer, where one is given as a value. */
export function greeting(agent: AgentSpec, schema: JsonObject | undefined) {
  return {
    subtype: 'initialize',
    hooks: { PreToolUse: [{ matcher: '', hookCallbackIds: ['gate'], timeout: longestAskS, onFailure: 'block' }] },
    ...(agent.instructions !== undefined && { appendSystemPrompt: agent.instructions }),
    ...(schema && { jsonSchema: schema }),
  };
}

/** Seconds that a person may take to answer: 30 days. Then the tool is refused. */
const longestAskS = 30 * 24 * 60 * 60;

/** Throws where the gate would not hold. */
export function demandGate({ hook_on_failure_supported: blocks, claude_code_version: version }: JsonObject): void {
  const { oldest, install } = claudeCode;
  const isOld = typeof version === 'string' && !isAtLeast(version, oldest);
  if (blocks === true && !isOld) return;
  const found = typeof version === 'string' ? `Claude Code ${version}` : 'This Claude Code';
  throw new HarnessFailure(`${found} cannot be gated: at least ${oldest} is needed. Update it: ${install}@latest`);
}
