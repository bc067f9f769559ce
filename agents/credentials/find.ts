/**
 * What lets an agent in, found where its document says, else where it usually is. Only the one value is taken: neither
 * the rest of the environment nor the rest of a program's settings reaches the agent with it.
 */
import { isAbsolute, join } from 'node:path';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Credential } from '../kit/adapter.ts';
import { usualOf } from './usual.ts';

/** The person's side of this machine. */
export interface Keeper {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's own home folder. */
  readonly home: string;
  /** Of a regular file; nothing where it cannot be read. */
  readonly read: (file: string) => string | undefined;
}

export function findCredential(agent: AgentSpec, keeper: Keeper): Credential | { readonly missing: string } {
  const { auth } = agent;
  if (auth === undefined) return usual(agent, keeper);
  if (auth === 'login') return login(agent, keeper);
  if ('env' in auth) return fromVariable(auth.env, keeper) ?? { missing: `${auth.env} is not set.` };
  return fromFile(auth.file, keeper) ?? { missing: `The key file ${auth.file} cannot be read, or is empty.` };
}

function usual(agent: AgentSpec, keeper: Keeper): Credential | { readonly missing: string } {
  const { variables, login: own } = usualOf(agent);
  for (const name of variables) {
    const found = fromVariable(name, keeper);
    if (found) return found;
  }
  // A gateway of one's own may ask for nothing, and an ACP agent looks after itself.
  if (agent.base_url !== undefined || agent.harness === 'acp') return { type: 'none' };
  const [first] = variables;
  const set = first === undefined ? 'say where its key is with `auth: { env: NAME }`' : `set ${first}`;
  if (own === undefined) return { missing: `No key: ${set}.` };
  const isLoggedIn = keeper.read(loginFile(own, keeper)) !== undefined;
  return {
    missing: isLoggedIn
      ? `No key: ${set}, or let it use the login that is here with \`auth: login\`.`
      : `No key: ${set}, or log in (${own.command}) and say \`auth: login\`.`,
  };
}

function login(agent: AgentSpec, keeper: Keeper): Credential | { readonly missing: string } {
  const { login: own } = usualOf(agent);
  if (own === undefined) return { missing: `The harness ${agent.harness} has no login of its own: give it a key.` };
  const file = loginFile(own, keeper);
  if (keeper.read(file) === undefined) return { missing: `Nobody is logged in (no ${file}): run ${own.command}.` };
  return { type: 'login', file };
}

const loginFile = ({ folder, file }: { folder?: string; file: string }, { env, home }: Keeper): string => {
  const moved = folder === undefined ? undefined : env[folder];
  return moved ? join(moved, file.slice(file.lastIndexOf('/') + 1)) : join(home, file);
};

/** As with secrets: `NAME_FILE` names a file that holds it. */
function fromVariable(name: string, { env, ...rest }: Keeper): Credential | undefined {
  const value = env[name]?.trim();
  if (value) return { type: 'key', value, from: name };
  const file = env[`${name}_FILE`];
  const held = file && fromFile(file, { env, ...rest });
  return held ? { ...held, from: name } : undefined;
}

function fromFile(path: string, { home, read }: Keeper): Extract<Credential, { type: 'key' }> | undefined {
  const file = path.startsWith('~/') ? join(home, path.slice(2)) : path;
  // The folder that a run is started in must not decide whose key it is.
  const value = isAbsolute(file) ? read(file)?.trim() : undefined;
  return value ? { type: 'key', value, from: path } : undefined;
}
