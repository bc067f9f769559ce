/** What an agent would use on this machine, found out by looking: the part that all harnesses with a program share. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Credential, Examination } from './adapter.ts';
import { notThere, type Wanted } from './entry.ts';
import { findProgram, isAtLeast, versionOf } from './program.ts';

type Problem = NonNullable<Examination['problem']>;

/** What can be told before anything of the program is known. */
export function examineEntry(
  agent: AgentSpec,
  credential: ReturnType<AdapterOptions['credential']>,
): Pick<Examination, 'credential' | 'endpoint'> {
  return {
    ...('missing' in credential ? {} : { credential: inWords(credential) }),
    ...(agent.base_url === undefined ? {} : { endpoint: agent.base_url }),
  };
}

export interface Found {
  readonly program: NonNullable<Examination['program']>;
  /** It is too old to be gated. */
  readonly problem?: Problem;
}

/** @param why why a version that is too old, said in words, is. */
export async function examineVersion(
  path: string,
  { install, oldest }: Pick<Wanted, 'install' | 'oldest'>,
  why: (version: string) => string,
): Promise<Found> {
  const version = (await versionOf(path)) ?? 'unknown';
  const program = { path, version };
  if (version === 'unknown' || isAtLeast(version, oldest)) return { program };
  return { program, problem: { message: why(version), help: `Update it: ${install}@latest` } };
}

export interface ProgramWords {
  readonly why: (version: string) => string;
  /** What to do where there is no credential. */
  readonly noCredential: string;
  /** What else may be wrong with the agent, once it is let in. */
  readonly problemOf?: (credential: Credential) => Problem | undefined;
}

export async function examineProgram(
  wanted: Wanted,
  agent: AgentSpec,
  options: AdapterOptions,
  { why, noCredential, problemOf }: ProgramWords,
): Promise<Examination> {
  const path = await findProgram(wanted.program, options.path);
  const credential = options.credential(agent);
  const entry = examineEntry(agent, credential);
  if (path === undefined) return { ...entry, problem: notThere(wanted.program, wanted.install) };
  const found = { ...(await examineVersion(path, wanted, why)), ...entry };
  if (found.problem !== undefined) return found;
  if ('missing' in credential) return { ...found, problem: { message: credential.missing, help: noCredential } };
  const problem = problemOf?.(credential);
  return problem === undefined ? found : { ...found, problem };
}

function inWords(credential: Credential): string {
  if (credential.type === 'key') return credential.from;
  return credential.type === 'login' ? `the login in ${credential.file}` : 'none';
}
