/** What has to stand before an agent of the protocol can start, and what it has to say before it is trusted. */
import { isAbsolute } from 'node:path';
import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { AdapterOptions, Home } from '../kit/adapter.ts';
import { wantCredential, wantHome } from '../kit/entry.ts';
import { harnessEnvironment } from '../kit/environment.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { findProgram, isAtLeast } from '../kit/program.ts';
import type { Preset } from './preset.ts';

export interface Boot {
  readonly home: Home;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Rejects where something is missing on this machine. */
export async function prepare(preset: Preset, request: SessionRequest, options: AdapterOptions): Promise<Boot> {
  const { agent, session } = request;
  const program = await programOf(preset, agent, options.path);
  if ('missing' in program) throw new HarnessFailure(`${program.missing} ${program.help}`);
  const lack = preset.lackOf?.(agent);
  if (lack !== undefined) throw new HarnessFailure(`${lack.message} ${lack.help}`);
  const credential = wantCredential(agent, options);
  if (credential.type === 'login' && preset.loginFile === undefined) {
    throw new HarnessFailure(`${preset.title} has no login that could be shared: give it a key.`);
  }
  const home = await wantHome(session, options);
  const { command, env: own } = await preset.launch({ program: program.path, request, home, credential });
  if (credential.type === 'login' && preset.loginFile) await home.share(credential.file, preset.loginFile);
  const granted = Object.entries(request.env).filter(([name]) => preset.reserved?.test(name) !== true);
  return { home, command, env: harnessEnvironment({ env: Object.fromEntries(granted) }, home, own) };
}

/** The program of an agent, absolute, or why there is none. */
export async function programOf(
  { program, title }: Preset,
  { command }: AgentSpec,
  path: string,
): Promise<{ readonly path: string } | { readonly missing: string; readonly help: string }> {
  const name = program?.name ?? command?.[0];
  if (name === undefined) return { missing: `${title} needs a program.`, help: 'Say which with `command:`.' };
  // One that the workspace brings would be whatever the last writer made of it.
  if (name.includes('/') && !isAbsolute(name)) {
    return { missing: `The program ${name} is relative.`, help: 'Name it by its absolute path, or by its name alone.' };
  }
  const found = isAbsolute(name) ? name : await findProgram(name, path);
  if (found !== undefined) return { path: found };
  const help = program === undefined ? 'Install it, or correct `command:`.' : `Install it: ${program.install}`;
  return { missing: `There is no program ${name} on the search path.`, help };
}

/** Of the protocol, as it is spoken here. */
const protocolVersion = 1;

/** What is said first. Files and terminals stay the agent's own: what it did through us, nobody would be asked about. */
export const greeting: JsonObject = {
  protocolVersion,
  clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
  clientInfo: { name: 'omni', title: 'omni', version: '1' },
};

/** What an agent can do beyond the least. */
export interface Abilities {
  /** How a session goes on: without its past being told again, or with it; absent: not at all. */
  readonly resume?: 'session/resume' | 'session/load';
}

/** Reads the answer to the greeting. Throws where the agent is another one than it was seen to be. */
export function demand({ title, program }: Preset, answer: JsonObject): Abilities {
  const { protocolVersion: spoken, agentInfo, agentCapabilities } = answer;
  if (spoken !== protocolVersion) {
    throw new HarnessFailure(`${title} speaks version ${JSON.stringify(spoken)} of the protocol, and not 1.`);
  }
  const { name, version } = isJsonObject(agentInfo) ? agentInfo : {};
  const isNew = (oldest: string): boolean => typeof version === 'string' && isAtLeast(version, oldest);
  if (program !== undefined && (name !== program.calledItself || !isNew(program.oldest))) {
    const found = `${String(name ?? title)} ${String(version ?? 'without a version')}`;
    throw new HarnessFailure(
      `${found} cannot be gated: at least ${program.calledItself} ${program.oldest} is needed. Update it: ${program.install}@latest`,
    );
  }
  const { loadSession, sessionCapabilities } = isJsonObject(agentCapabilities) ? agentCapabilities : {};
  const { resume } = isJsonObject(sessionCapabilities) ? sessionCapabilities : {};
  if (isJsonObject(resume)) return { resume: 'session/resume' };
  return loadSession === true ? { resume: 'session/load' } : {};
}
