/** The `opencode` harness: OpenCode over the Agent Client Protocol, with `permission: ask` for every tool. */
import { randomBytes } from 'node:crypto';
import type { SessionRequest } from '../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type { Adapter, AdapterOptions, Credential, Home } from '../../kit/adapter.ts';
import { createAdapter } from '../adapter.ts';
import type { Call } from '../calls.ts';
import { opencodeCapabilities } from '../capabilities.ts';
import { type Folders, plainPath } from '../paths.ts';
import type { Done, Launch, LaunchRequest, Preset, Words } from '../preset.ts';
import { keepFromShells } from '../shell-env.ts';
import { otherwise } from '../tools.ts';
import { createMeter } from './opencode-usage.ts';

/** The service of a gateway, which is named in the document's `base_url`. */
const gateway = 'gateway';
const keyVariable = 'OMNI_OPENCODE_KEY';
const passwordVariable = 'OPENCODE_SERVER_PASSWORD';
const secrets = [keyVariable, passwordVariable];

/**
 * Every tool asks; what is denied is not offered: sub-agents and skills, whose own calls would be asked about under
 * names that nobody knows. That a call comes again and again is no matter of leave.
 */
const permission = { '*': 'ask', task: 'deny', skill: 'deny', todowrite: 'deny', doom_loop: 'allow' };

async function launch({ program, request, home, credential }: LaunchRequest): Promise<Launch> {
  const { agent } = request;
  const { root } = home.place;
  await home.place.write('.config/opencode/opencode.json', JSON.stringify(configOf(agent, home, credential)));
  await home.place.write('instructions.md', agent.instructions ?? '');
  return {
    command: [program, 'acp', '--pure', '--hostname', '127.0.0.1', '--port', '0'],
    env: {
      XDG_CONFIG_HOME: `${root}/.config`,
      XDG_DATA_HOME: `${root}/.local/share`,
      XDG_CACHE_HOME: `${root}/.cache`,
      XDG_STATE_HOME: `${root}/.local/state`,
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
      OPENCODE_DISABLE_SHARE: '1',
      ...(agent.repository_settings !== true && {
        OPENCODE_DISABLE_PROJECT_CONFIG: '1',
        OPENCODE_DISABLE_CLAUDE_CODE: '1',
        OPENCODE_DISABLE_EXTERNAL_SKILLS: '1',
      }),
      // It listens on the loopback, for whoever knows this.
      [passwordVariable]: randomBytes(24).toString('hex'),
      ...(await keepFromShells(home, secrets)),
      SHELL: '/bin/bash',
      ...(credential.type === 'key' && { [keyVariable]: credential.value }),
    },
  };
}

/** The service is the first part of a model's name; behind a gateway the whole name is the gateway's own. */
function configOf({ model, base_url: url }: AgentSpec, home: Home, credential: Credential): JsonObject {
  const service = url === undefined ? model?.slice(0, Math.max(0, model.indexOf('/'))) : gateway;
  const whole = url === undefined ? model : `${gateway}/${model}`;
  const options = {
    ...(url !== undefined && { baseURL: url }),
    ...(credential.type === 'key' && { apiKey: `{env:${keyVariable}}` }),
  };
  const spoken =
    url === undefined ? {} : { npm: '@ai-sdk/openai-compatible', name: 'Gateway', models: { [model!]: {} } };
  return {
    autoupdate: false,
    share: 'disabled',
    snapshot: false,
    instructions: [`${home.place.root}/instructions.md`],
    permission,
    experimental: { continue_loop_on_deny: true },
    ...(whole !== undefined && { model: whole, small_model: whole }),
    ...(service && { enabled_providers: [service], provider: { [service]: { ...spoken, options } } }),
  };
}

function wordsOf(call: Call, folders: Folders, { agent }: SessionRequest): Words {
  const { title, kind } = call.first;
  const name = typeof title === 'string' ? title : '';
  const input = isJsonObject(call.latest.rawInput) ? call.latest.rawInput : {};
  const onPath = (as: 'read' | 'write' | 'edit', { filePath, ...rest }: JsonObject): Words => {
    const path = plainPath(filePath, folders);
    return path === undefined ? otherwise(name, call.latest) : { kind: as, name, input: { path, ...rest } };
  };
  switch (`${String(kind)} ${name}`) {
    case 'execute bash': {
      const { command, workdir, cwd, description: _description, timeout: _timeout, ...rest } = input;
      const at = workdir ?? cwd;
      const isHere = at === undefined || (typeof at === 'string' && folders.roots.includes(at));
      return { kind: 'shell', name, input: { command: command ?? null, ...rest, ...(!isHere && { cwd: at ?? null }) } };
    }
    case 'read read':
      return onPath('read', input);
    case 'edit write':
      return onPath('write', input);
    case 'edit edit': {
      const { oldString, newString, replaceAll, ...rest } = input;
      const all: JsonObject = replaceAll === undefined || replaceAll === false ? {} : { all: replaceAll };
      return onPath('edit', { ...rest, old: oldString ?? null, new: newString ?? null, ...all });
    }
    case 'search glob':
    case 'search grep': {
      const { path = '.', pattern, ...rest } = input;
      const plain = plainPath(path, folders);
      if (plain === undefined || typeof pattern !== 'string' || (name === 'glob' && /^[/~]|\.\./.test(pattern))) break;
      return { kind: 'search', name, input: { [name === 'glob' ? 'pattern' : 'text']: pattern, ...rest, path: plain } };
    }
    case 'fetch webfetch': {
      const { url, ...rest } = input;
      return { kind: 'fetch', name, input: { url: url ?? null, ...rest } };
    }
  }
  const servers = Object.keys(agent.mcp ?? {}).filter((server) => name.startsWith(`${server}_`));
  const [server] = servers;
  if (kind !== 'other' || server === undefined || servers.length > 1) return otherwise(name, call.latest);
  return { kind: 'mcp', name: `${server}.${name.slice(server.length + 1)}`, input };
}

/** A command that ended badly is a completed call for it. */
function doneOf({ latest }: Call, told: Done): Done {
  const { metadata } = isJsonObject(latest.rawOutput) ? latest.rawOutput : {};
  const { exit } = isJsonObject(metadata) ? metadata : {};
  return typeof exit === 'number' && exit !== 0 ? { ok: false, output: `${told.output}(exit code ${exit})` } : told;
}

export const opencodePreset: Preset = {
  harness: 'opencode',
  title: 'OpenCode',
  capabilities: opencodeCapabilities,
  program: { name: 'opencode', install: 'npm install -g opencode-ai', oldest: '1.18.33', calledItself: 'OpenCode' },
  secrets,
  loginFile: '.local/share/opencode/auth.json',
  reserved: /^(OPENCODE_|BASH_ENV$|SHELL$)/,
  takesInstructions: true,
  launch,
  lackOf: ({ model, base_url: url }) =>
    model === undefined || (url === undefined && !model.includes('/'))
      ? {
          message: 'OpenCode has to be told its model, and at which service.',
          help: 'Say `model: SERVICE/MODEL`, or `base_url` and `model`.',
        }
      : undefined,
  wordsOf,
  // Its input is told when the call is about to run, which may be after the question.
  isPartial: ({ latest }) => latest.status === 'pending',
  neverRan: ({ latest }) => latest.status === 'failed' || (latest.kind === 'other' && latest.title === 'Invalid Tool'),
  doneOf,
  meterOf: createMeter,
};

export const createOpencode = (options: AdapterOptions): Adapter => createAdapter(opencodePreset, options);
