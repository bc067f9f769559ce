/** What every session needs before it can start: a program, what lets the agent in, and a home. Each rejects or throws where there is none. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Credential, Home } from './adapter.ts';
import { HarnessFailure } from './failure.ts';
import { findProgram } from './program.ts';

/** The program of a harness, and how a person gets it. */
export interface Wanted {
  /** As the search path has it. */
  readonly program: string;
  /** The command that installs it. */
  readonly install: string;
  /** The first version that can be gated. */
  readonly oldest: string;
}

/** Why the program is not there, and what to do. */
export const notThere = (program: string, install: string): { readonly message: string; readonly help: string } => ({
  message: `There is no program ${program} on the search path.`,
  help: `Install it: ${install}`,
});

/** @returns its absolute path. */
export async function wantProgram({ program, install }: Wanted, { path }: AdapterOptions): Promise<string> {
  const found = await findProgram(program, path);
  if (found !== undefined) return found;
  const { message, help } = notThere(program, install);
  throw new HarnessFailure(`${message} ${help}`);
}

export function wantCredential(agent: AgentSpec, options: AdapterOptions): Credential {
  const credential = options.credential(agent);
  if ('missing' in credential) throw new HarnessFailure(credential.missing);
  return credential;
}

/** A new home, or the one of the session that goes on. */
export async function wantHome(session: string | undefined, { homes }: AdapterOptions): Promise<Home> {
  const home = session === undefined ? await homes.create() : await homes.find(session);
  if (home === undefined) throw new HarnessFailure(`No session ${JSON.stringify(session)} was begun here.`);
  return home;
}
