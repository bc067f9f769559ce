/** What an agent of the protocol would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Credential, Examination } from '../kit/adapter.ts';
import { isAtLeast, versionOf } from '../kit/program.ts';
import { programOf } from './boot.ts';
import type { Preset } from './preset.ts';

export async function examineAcp(preset: Preset, agent: AgentSpec, options: AdapterOptions): Promise<Examination> {
  const found = await programOf(preset, agent, options.path);
  const credential = options.credential(agent);
  const endpoint = agent.base_url === undefined ? {} : { endpoint: agent.base_url };
  const entry = 'missing' in credential ? {} : { credential: inWords(credential) };
  if ('missing' in found) return { ...entry, ...endpoint, problem: { message: found.missing, help: found.help } };
  const version = (await versionOf(found.path)) ?? 'unknown';
  const about = { program: { path: found.path, version }, ...entry, ...endpoint };
  const { program, title } = preset;
  if (program !== undefined && version !== 'unknown' && !isAtLeast(version, program.oldest)) {
    const message = `${title} ${version} is too old: before ${program.oldest} nobody has seen that it asks.`;
    return { ...about, problem: { message, help: `Update it: ${program.install}@latest` } };
  }
  const lack = preset.lackOf?.(agent);
  if (lack !== undefined) return { ...about, problem: lack };
  if (!('missing' in credential)) return about;
  return { ...about, problem: { message: credential.missing, help: '' } };
}

function inWords(credential: Credential): string {
  if (credential.type === 'key') return credential.from;
  return credential.type === 'login' ? `the login in ${credential.file}` : 'none';
}
