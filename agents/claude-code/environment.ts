/** What Claude Code is started with beside its argv: what lets it in, and what keeps it from acting by itself. */

import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Credential, Home } from '../kit/adapter.ts';
import { harnessEnvironment } from '../kit/environment.ts';

/** Where the credential file of a login lies in a home: in the folder that is named to Claude Code as its own. */
export const configFolder = '.claude';
export const credentialFile = `${configFolder}/.credentials.json`;

/** What lets Claude Code in, and lets others into Claude Code: kept from the commands and servers that it starts. */
export const secretVariables = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_MESSAGING_SOCKET',
  'CLAUDE_CODE_MESSAGING_TOKEN',
] as const;

/**
 * What shells read before a command of the agent, from files of the home: bash by BASH_ENV, zsh by its name. Claude Code's
 * own way to keep the key back (CLAUDE_CODE_SUBPROCESS_ENV_SCRUB) needs bubblewrap and refuses to start without.
 */
const shellFile = 'shell-env';
export const shellFiles: Readonly<Record<string, string>> = {
  [shellFile]: `unset ${secretVariables.join(' ')} BASH_ENV\n`,
  '.zshenv': `unset ${secretVariables.join(' ')} BASH_ENV\n`,
};

/** No request that is not the session's, no update, no report. */
const quiet = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  DISABLE_UPDATES: '1',
  DISABLE_TELEMETRY: '1',
  DISABLE_ERROR_REPORTING: '1',
  CLAUDE_CODE_DISABLE_FEATURE_FLAGS: '1',
  CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL: '1',
};

/** What would pass the gate by, or outlive a turn. */
const gated = {
  // Without its hooks there is no gate: a set `CLAUDE_CODE_SIMPLE` turns them off and does not say so.
  CLAUDE_CODE_SIMPLE: '0',
  // `@path` in a prompt would read that file, without any tool call.
  CLAUDE_CODE_DISABLE_ATTACHMENTS: '1',
  CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1',
  CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
  CLAUDE_CODE_DISABLE_CRON: '1',
  CLAUDE_CODE_DISABLE_WORKFLOWS: '1',
  CLAUDE_CODE_DISABLE_ADVISOR_TOOL: '1',
  CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
  CLAUDE_CODE_DISABLE_BUNDLED_SKILLS: '1',
  // Commits are ours; its own look at git would run what the repository's configuration names.
  CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS: '1',
  // Each command starts in the workspace, as those who judge it take for granted.
  CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR: '1',
  CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: '0',
  // MCP tools are offered as they are, not behind a search.
  ENABLE_TOOL_SEARCH: 'false',
};

/** Its own retries after the first try, 0.5, 1 and 2 s apart; beyond that `retry` of the workflow decides. */
const mostRetries = '3';

/** Of Claude Code's own variables an agent document may set these; others could switch off what stands above. */
const grantable = new Set([
  'CLAUDE_CODE_EFFORT_LEVEL',
  'CLAUDE_CODE_MAX_OUTPUT_TOKENS',
  'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
  'CLAUDE_CODE_SKIP_VERTEX_AUTH',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_VERTEX',
]);

export function environmentOf(request: SessionRequest, home: Home, credential: Credential): Record<string, string> {
  const { agent } = request;
  const env = Object.fromEntries(
    Object.entries(request.env).filter(([name]) => !/^CLAUDE/i.test(name) || grantable.has(name)),
  );
  return harnessEnvironment({ env }, home, {
    CLAUDE_CONFIG_DIR: `${home.place.root}/${configFolder}`,
    CLAUDE_ENV_FILE: `${home.place.root}/${shellFile}`,
    CLAUDE_CODE_MAX_RETRIES: mostRetries,
    ...quiet,
    ...gated,
    ...(agent.repository_settings !== true && { CLAUDE_CODE_DISABLE_CLAUDE_MDS: '1' }),
    ...gatewayOf(agent),
    ...variableOf(credential),
  });
}

/** A gateway may have no other model than the one that is named: helpers inside of Claude Code use that as well. */
function gatewayOf({ base_url: url, model }: AgentSpec): Record<string, string> {
  if (url === undefined) return {};
  const all = model === undefined ? {} : { CLAUDE_CODE_SUBAGENT_MODEL: model, ANTHROPIC_DEFAULT_HAIKU_MODEL: model };
  return { ANTHROPIC_BASE_URL: url, ...all };
}

/** The variable that a credential goes into: a token goes as `Authorization: Bearer`, a key as `x-api-key`. */
function variableOf(credential: Credential): Record<string, string> {
  if (credential.type === 'login') return {};
  // It does not start without; a service that asks for none takes any.
  if (credential.type === 'none') return { ANTHROPIC_API_KEY: 'none' };
  const tokens = ['ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
  const name = tokens.find((token) => credential.from.includes(token)) ?? 'ANTHROPIC_API_KEY';
  return { [name]: credential.value };
}
