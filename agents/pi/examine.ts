/** What an agent of Pi would use on this machine, found out by looking. */
import type { AdapterOptions, Credential, Examination } from '../kit/adapter.ts';
import { findProgram, isAtLeast, versionOf } from '../kit/program.ts';
import type { PiAgent } from './agent.ts';
import { pi } from './capabilities.ts';
import { choose } from './providers.ts';

export async function examinePi(agent: PiAgent, options: AdapterOptions): Promise<Examination> {
  const { program: name, install, oldest } = pi;
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
    const message = `Pi ${version} is too old: at least ${oldest} is needed for our gate in it.`;
    return { ...found, problem: { message, help: `Update it: ${install}@latest` } };
  }
  if ('missing' in credential) {
    const help = "Set the key of the model's vendor, or log in by starting pi once (/login) and say auth: login.";
    return { ...found, problem: { message: credential.missing, help } };
  }
  const unclear = whyUnclear(agent, credential);
  if (unclear === undefined) return found;
  return { ...found, problem: { message: unclear, help: 'Name the model as PROVIDER/MODEL, or say its vendor.' } };
}

function whyUnclear(agent: PiAgent, credential: Credential): string | undefined {
  try {
    choose(agent, credential);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function inWords(credential: Credential): string {
  if (credential.type === 'key') return credential.from;
  return credential.type === 'login' ? `the login in ${credential.file}` : 'none';
}
