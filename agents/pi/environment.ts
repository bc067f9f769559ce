/** What Pi is started with beside its argv: what lets it in, where its settings are, and what keeps it to itself. */

import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Credential, Home } from '../kit/adapter.ts';
import { harnessEnvironment } from '../kit/environment.ts';
import { type Choice, secretVariables } from './providers.ts';

/** The folders of a home that are Pi's: its settings and login, its record of sessions, and its look at itself. */
export const settingsFolder = 'agent';
export const sessionsFolder = 'sessions';
export const packageFolder = 'package';
export const credentialFile = `${settingsFolder}/auth.json`;

/** Its own tries after the first, 0.5, 1 and 2 s apart; beyond that `retry` of the workflow decides. */
const retry = { enabled: true, maxRetries: 3, baseDelayMs: 500, provider: { maxRetries: 0 } };

/** Pi's own settings in a home. A summary in place of a conversation that grew too long is not counted by Pi: there is none. */
export const settingsOf = ({ repository_settings: ofRepository }: AgentSpec) => ({
  retry,
  compaction: { enabled: false },
  quietStartup: true,
  enableInstallTelemetry: false,
  // Later versions ask whether a repository is to be trusted.
  defaultProjectTrust: ofRepository === true ? 'always' : 'never',
});

/** No request that is not the session's, no update, no report, no program that is fetched. */
const quiet = { PI_OFFLINE: '1', PI_TELEMETRY: '0', PI_SKIP_VERSION_CHECK: '1' };

export function environmentOf(
  request: SessionRequest,
  home: Home,
  credential: Credential,
  { variable }: Choice,
): Record<string, string> {
  const { root } = home.place;
  // Its own variables could lead it to other settings, and say what of itself it loads.
  const env = Object.fromEntries(
    Object.entries(request.env).filter(
      ([name]) => !/^(PI_|JITI_|OMNI_PI_)/i.test(name) && !secretVariables.includes(name),
    ),
  );
  return harnessEnvironment({ env }, home, {
    PI_CODING_AGENT_DIR: `${root}/${settingsFolder}`,
    ...(request.agent.repository_settings !== true && { PI_PACKAGE_DIR: `${root}/${packageFolder}` }),
    ...quiet,
    // What is loaded into it is read as it is, not from a cache that lies where an agent can write.
    JITI_FS_CACHE: 'false',
    // For the extension: what no command gets to see.
    OMNI_PI_HIDDEN: [...secretVariables, ...Object.keys(quiet), ...ownVariables].join(','),
    ...(variable !== undefined && keyIn(variable, credential)),
  });
}

const ownVariables = ['PI_CODING_AGENT_DIR', 'PI_PACKAGE_DIR', 'JITI_FS_CACHE', 'OMNI_PI_HIDDEN'];

function keyIn(variable: string, credential: Credential): Record<string, string> {
  if (credential.type === 'login') return {};
  // It does not start without; a service that asks for none takes any.
  return { [variable]: credential.type === 'none' ? 'none' : credential.value };
}
