/** What an agent of Codex would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Credential, Examination } from '../kit/adapter.ts';
import { findProgram, isAtLeast, versionOf } from '../kit/program.ts';
import { codex } from './capabilities.ts';

export async function examineCodex(agent: AgentSpec, options: AdapterOptions): Promise<Examination> {
  const { program: name, install, oldest } = codex;
  const path = await findProgram(name, options.path);
  const credential = options.credential(agent);
  const endpoint = agent.base_url === undefined ? {} : { endpoint: agent.base_url };
  const entry = 'missing' in credential ? {} : { credential: inWords(credential) };
  if (path === undefined) {
    const problem = { message: `There is no program ${name} on the search path.`, help: `Install it: ${install}` };
    return { ...entry, ...endpoint, problem };
  }
  const version = (await versionOf(path)) ?? 'unknown';
  const found = { program: { path, version }, ...entry, ...endpoint };
  if (version !== 'unknown' && !isAtLeast(version, oldest)) {
    const message = `Codex ${version} is too old: before ${oldest} it may not ask about every command.`;
    return { ...found, problem: { message, help: `Update it: ${install}@latest` } };
  }
  if (!('missing' in credential)) return found;
  const help = 'Set OPENAI_API_KEY, or log in with codex login and say auth: login.';
  return { ...found, problem: { message: credential.missing, help } };
}

function inWords(credential: Credential): string {
  if (credential.type === 'key') return credential.from;
  return credential.type === 'login' ? `the login in ${credential.file}` : 'none';
}
