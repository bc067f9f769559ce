/** What Codex is started with beside its settings: what lets it in, and nothing that says otherwise than they do. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { Credential, Home } from '../kit/adapter.ts';
import { harnessEnvironment } from '../kit/environment.ts';

/** Codex's own folder in a home: its settings, its record of sessions, and the credential file of a login. */
export const configFolder = '.codex';
export const credentialFile = `${configFolder}/auth.json`;

/** The variable that the settings name for the key. Like all that begins so, it is kept from commands and servers. */
export const keyVariable = 'CODEX_API_KEY';

/** What Codex reads for itself; an agent is not granted it, since it could change what the settings say. */
const isOwn = (name: string): boolean => /^CODEX/i.test(name) || name === 'OPENAI_BASE_URL';

/** Names of the variables that an agent was granted, and that commands and servers get as well. */
export const grantedNames = ({ env }: Pick<SessionRequest, 'env'>): readonly string[] =>
  Object.keys(env).filter((name) => !isOwn(name));

export function environmentOf(request: SessionRequest, home: Home, credential: Credential): Record<string, string> {
  const env = Object.fromEntries(Object.entries(request.env).filter(([name]) => !isOwn(name)));
  return harnessEnvironment({ env }, home, {
    CODEX_HOME: `${home.place.root}/${configFolder}`,
    ...(credential.type === 'key' && { [keyVariable]: credential.value }),
  });
}
