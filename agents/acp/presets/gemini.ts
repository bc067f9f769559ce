/** The `gemini` harness: Google's Gemini CLI over the Agent Client Protocol, under a policy that asks about every tool. */
import type { Usage } from '../../../engine/events.ts';
import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type { Adapter, AdapterOptions, Credential } from '../../kit/adapter.ts';
import { createAdapter } from '../adapter.ts';
import { type Call, objectsOf } from '../calls.ts';
import { geminiCapabilities } from '../capabilities.ts';
import { type Folders, plainPath } from '../paths.ts';
import type { Launch, LaunchRequest, Preset, Words } from '../preset.ts';
import { keepFromShells } from '../shell-env.ts';
import { changeOf, onlyPath, otherwise } from '../tools.ts';
import { commandDone, keepChats } from './gemini-chats.ts';

/**
 * Tools that an agent gets, all of which ask. What the service runs itself (web search and fetch), sub-agents, skills,
 * plan mode and commands in the background are not among them, nor is whatever a later version may add.
 */
const builtInTools = [
  'glob',
  'grep_search',
  'list_directory',
  'read_file',
  'replace',
  'run_shell_command',
  'write_file',
];

/**
 * In the highest tier that a user has; nothing in the folder of the project ranks above it. What it holds for a harmless
 * command (`ls`, `cat`) runs unasked under a rule that looks at the name only, and asks under one that looks at the input.
 */
const askAll = `[[rule]]
toolName = "*"
decision = "ask_user"
priority = 998

[[rule]]
toolName = "run_shell_command"
argsPattern = "."
decision = "ask_user"
priority = 999
`;

const secrets = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'];

const folder = '.gemini';
const instructionsFile = (session: string): string => `omni-${session}.md`;

async function launch({ program, request, home, credential }: LaunchRequest): Promise<Launch> {
  const { agent } = request;
  const { place, session } = home;
  const ofRepository = agent.repository_settings === true;
  // Its name is the session's own, so that no file of the repository has it.
  const own = instructionsFile(session);
  const settings = settingsOf(credential, ofRepository ? [own, 'GEMINI.md'] : [own]);
  await place.write(`${folder}/settings.json`, JSON.stringify(settings));
  await place.write(`${folder}/${own}`, agent.instructions ?? '');
  await place.write('ask-all.toml', askAll);
  if (request.session !== undefined) await keepChats(place);
  const model = agent.model === undefined ? [] : ['--model', agent.model];
  return {
    command: [program, '--acp', '--policy', `${place.root}/ask-all.toml`, ...model],
    env: {
      GEMINI_CLI_HOME: place.root,
      // These overrule what the repository says, trusted or not.
      GEMINI_CLI_SYSTEM_SETTINGS_PATH: `${place.root}/${folder}/settings.json`,
      GEMINI_CLI_TRUST_WORKSPACE: String(ofRepository),
      // One process, which is the one that is asked.
      GEMINI_CLI_NO_RELAUNCH: 'true',
      GEMINI_TELEMETRY_ENABLED: 'false',
      NO_BROWSER: 'true',
      ...(await keepFromShells(home, secrets)),
      ...(agent.base_url !== undefined && { GOOGLE_GEMINI_BASE_URL: agent.base_url }),
      ...variableOf(credential),
    },
  };
}

/** It does not start without a key; a service that asks for none takes any. */
const variableOf = (credential: Credential): Record<string, string> =>
  credential.type === 'login' ? {} : { GEMINI_API_KEY: credential.type === 'key' ? credential.value : 'none' };

const settingsOf = ({ type }: Credential, instructions: readonly string[]): JsonObject => ({
  security: { auth: { selectedType: type === 'login' ? 'oauth-personal' : 'gemini-api-key' } },
  context: { fileName: instructions },
  tools: { core: builtInTools, shell: { enableInteractiveShell: false } },
  hooksConfig: { enabled: false },
  skills: { enabled: false },
  experimental: { enableAgents: false },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  ide: { enabled: false },
  // Beyond that `retry` of the workflow decides.
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, maxAttempts: 3 },
});

/** It gives no raw input: what a call would do stands in its title, its places and its difference, by its tool. */
function wordsOf(call: Call, folders: Folders): Words {
  const said = { ...call.latest, ...call.asked };
  const title = typeof said.title === 'string' ? said.title : '';
  const name = call.id.slice(0, Math.max(0, call.id.indexOf('__')));
  switch (name) {
    case 'run_shell_command':
      return shellOf(title, said, folders) ?? otherwise(name, said);
    case 'read_file': {
      const path = onlyPath(said, folders);
      return path === undefined ? otherwise(name, said) : { kind: 'read', name, input: { path } };
    }
    case 'write_file':
    case 'replace': {
      const change = changeOf(said, folders);
      return change === undefined ? otherwise(name, said) : { name, ...change };
    }
    case 'list_directory': {
      // A long path is told with a gap.
      const path = title.includes('...') ? undefined : plainPath(title, folders);
      return path === undefined ? otherwise(name, said) : { kind: 'search', name, input: { path } };
    }
    case 'grep_search':
    case 'glob': {
      const [, pattern] = /^'([^']*)'(?: within \.\/?)?$/.exec(title) ?? [];
      const leaves = name === 'glob' && pattern !== undefined && /^[/~]|\.\./.test(pattern);
      if (pattern === undefined || leaves) return otherwise(name, said);
      return { kind: 'search', name, input: { [name === 'glob' ? 'pattern' : 'text']: pattern, path: '.' } };
    }
    default:
      return otherwise(name === '' ? title : name, said);
  }
}

/** The title is the whole command; what is said beside it begins with the folder, and ends with what is special. */
function shellOf(title: string, { content }: JsonObject, { roots }: Folders): Words | undefined {
  const [part] = objectsOf(content);
  const said = part !== undefined && isJsonObject(part.content) ? part.content.text : undefined;
  // Of a shell in the shell it runs what it takes for the inner command.
  if (title === '' || typeof said !== 'string' || /^\s*(\S+\/)?(ba|z)?sh\s+-c\s/i.test(title)) return undefined;
  const isHere = roots.some((root) => {
    const here = `[current working directory ${root}]`;
    return said === here || (said.startsWith(`${here} (`) && said.endsWith(')'));
  });
  return isHere ? { kind: 'shell', name: 'run_shell_command', input: { command: title } } : undefined;
}

/** Of all models that the turn asked; what was read from a cache is within. */
function usageOf({ _meta: meta }: JsonObject): Usage | undefined {
  const { quota } = isJsonObject(meta) ? meta : {};
  const { token_count: count } = isJsonObject(quota) ? quota : {};
  const { input_tokens: input, output_tokens: output } = isJsonObject(count) ? count : {};
  return typeof input === 'number' && typeof output === 'number' && input + output > 0 ? { input, output } : undefined;
}

export const geminiPreset: Preset = {
  harness: 'gemini',
  title: 'Gemini CLI',
  capabilities: geminiCapabilities,
  program: {
    name: 'gemini',
    install: 'npm install -g @google/gemini-cli',
    oldest: '0.61.0',
    calledItself: 'gemini-cli',
  },
  secrets,
  loginFile: `${folder}/oauth_creds.json`,
  reserved: /^(GEMINI_|GOOGLE_GEMINI_|BASH_ENV$)/,
  takesInstructions: true,
  launch,
  wordsOf,
  // A call that is wrong in itself ends without a question. One that was begun without one was said to be in progress.
  neverRan: ({ first, latest }) => latest.status === 'failed' && first.status === 'failed',
  doneOf: (call, told, home) => (call.id.startsWith('run_shell_command__') ? commandDone(call.id, told, home) : told),
  usageOf,
  endsSilently: true,
  pastQuietMs: 300,
  goodbyeMs: 500,
};

export const createGemini = (options: AdapterOptions): Adapter => createAdapter(geminiPreset, options);
