/** What an agent of the protocol would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Examination } from '../kit/adapter.ts';
import { examineEntry, examineVersion } from '../kit/examine.ts';
import { programOf } from './boot.ts';
import type { Preset } from './preset.ts';

export async function examineAcp(preset: Preset, agent: AgentSpec, options: AdapterOptions): Promise<Examination> {
  const { program, title } = preset;
  const found = await programOf(preset, agent, options.path);
  const credential = options.credential(agent);
  const entry = examineEntry(agent, credential);
  if ('missing' in found) return { ...entry, problem: { message: found.missing, help: found.help } };
  // A program that nobody has tried has no version that would be too old.
  const wanted = program ?? { install: '', oldest: '0' };
  const why = (version: string): string =>
    `${title} ${version} is too old: before ${wanted.oldest} nobody has seen that it asks.`;
  const about = { ...(await examineVersion(found.path, wanted, why)), ...entry };
  if (about.problem !== undefined) return about;
  const lack = preset.lackOf?.(agent);
  if (lack !== undefined) return { ...about, problem: lack };
  if (!('missing' in credential)) return about;
  return { ...about, problem: { message: credential.missing, help: '' } };
}
