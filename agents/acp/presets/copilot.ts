/** The `copilot` harness: GitHub Copilot CLI over the Agent Client Protocol, with those of its tools alone that ask. */
import { join } from 'node:path';
import type { Usage } from '../../../engine/events.ts';
import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type { Adapter, AdapterOptions, Credential } from '../../kit/adapter.ts';
import { HarnessFailure } from '../../kit/failure.ts';
import { findAbove } from '../../kit/folders.ts';
import { createAdapter } from '../adapter.ts';
import { type Call, objectsOf } from '../calls.ts';
import { copilotCapabilities } from '../capabilities.ts';
import { type Folders, plainPath } from '../paths.ts';
import type { Done, Launch, LaunchRequest, Preset, Words } from '../preset.ts';
import { keepFromShells } from '../shell-env.ts';
import { otherwise } from '../tools.ts';

/** It reads and searches without a question, so that an agent does it with commands, which ask. */
const askingTools = ['bash', 'create', 'edit'];

/** What lets it in; kept from the commands that it starts. */
const secrets = ['COPILOT_GITHUB_TOKEN', 'COPILOT_PROVIDER_API_KEY', 'GH_TOKEN', 'GITHUB_TOKEN'];

/** What the user could say, who is above the repository: none of its hooks, and nothing remembered. */
const settings = { disableAllHooks: true, memory: false, includeCoAuthoredBy: false, bashEnv: true };

async function launch({ program, request, home, credential }: LaunchRequest): Promise<Launch> {
  const { agent, place } = request;
  const { root } = home.place;
  const hooks = agent.repository_settings === true ? undefined : await hooksAbove(place.root);
  if (hooks !== undefined) {
    throw new HarnessFailure(
      `Copilot CLI would run the hooks in ${hooks}, which can let calls through. Take them away, or say \`repository_settings: true\`.`,
    );
  }
  await home.place.write('.copilot/settings.json', JSON.stringify(settings));
  return {
    command: [
      program,
      '--acp',
      ...['--available-tools', askingTools.join(',')],
      ...['--disable-builtin-mcps', '--no-ask-user', '--no-auto-update', '--disallow-temp-dir'],
      // Over the protocol 1.0.102 reads them all the same.
      ...(agent.repository_settings === true ? [] : ['--no-custom-instructions']),
      ...(agent.model === undefined ? [] : ['--model', agent.model]),
    ],
    env: {
      COPILOT_HOME: `${root}/.copilot`,
      COPILOT_AUTO_UPDATE: 'false',
      COPILOT_ALLOW_ALL: 'false',
      ...(await keepFromShells(home, secrets)),
      ...(agent.base_url !== undefined && {
        COPILOT_PROVIDER_BASE_URL: agent.base_url,
        // Whatever is not the gateway is left alone: no login, no telemetry, no other servers.
        COPILOT_OFFLINE: 'true',
        ...(agent.model !== undefined && { COPILOT_MODEL: agent.model }),
      }),
      ...variableOf(credential, agent.base_url),
    },
  };
}

/**
 * The folder of hooks that Copilot would read for this workspace: of it, or of the repository that it is in. Nothing keeps
 * it from them (`disableAllHooks` does so only in the repository's own settings); they are read once, when a session begins.
 */
const hooksAbove = (folder: string): Promise<string | undefined> => findAbove(folder, join('.github', 'hooks'));

const variableOf = (credential: Credential, url: string | undefined): Record<string, string> => {
  if (credential.type !== 'key') return {};
  return { [url === undefined ? 'COPILOT_GITHUB_TOKEN' : 'COPILOT_PROVIDER_API_KEY']: credential.value };
};

/** Said when the call is announced; what the question adds is the same in other words. */
function wordsOf({ first, asked = {} }: Call, folders: Folders): Words {
  const input = isJsonObject(first.rawInput) ? first.rawInput : {};
  const question = isJsonObject(asked.rawInput) ? asked.rawInput : {};
  const { path, ...rest } = input;
  const file = plainPath(path, folders);
  if (first.kind === 'execute' && question.command === input.command && typeof input.command === 'string') {
    const { description: _description, ...more } = input;
    // The usual way; others go on behind a turn.
    const { mode, initial_wait: _wait, ...plain } = more;
    return { kind: 'shell', name: 'bash', input: mode === undefined || mode === 'sync' ? plain : more };
  }
  if (first.kind === 'edit' && file !== undefined && plainPath(question.fileName, folders) === file) {
    const { old_str: old, new_str: next, file_text: content, ...more } = rest;
    if (typeof content === 'string') return { kind: 'write', name: 'create', input: { path: file, content, ...more } };
    if (typeof old === 'string' && typeof next === 'string') {
      return { kind: 'edit', name: 'edit', input: { path: file, old, new: next, ...more } };
    }
  }
  return otherwise(typeof first.title === 'string' ? first.title : 'other', { ...first, ...asked });
}

/** A command that ended badly is a completed call for it. */
function doneOf({ latest }: Call, told: Done): Done {
  const { contents } = isJsonObject(latest.rawOutput) ? latest.rawOutput : {};
  const isBad = objectsOf(contents).some(({ exitCode }) => typeof exitCode === 'number' && exitCode !== 0);
  return isBad ? { ...told, ok: false } : told;
}

/** Of the whole prompt. */
function usageOf({ usage }: JsonObject): Usage | undefined {
  const said = isJsonObject(usage) ? usage : {};
  const count = (name: string): number => {
    const value = said[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  const [cacheRead, cacheWrite] = [count('cachedReadTokens'), count('cachedWriteTokens')];
  const input = Math.max(0, count('inputTokens') - cacheRead - cacheWrite);
  const output = count('outputTokens');
  if (input + output + cacheRead + cacheWrite === 0) return undefined;
  return { input, output, ...(cacheRead > 0 && { cacheRead }), ...(cacheWrite > 0 && { cacheWrite }) };
}

export const copilotPreset: Preset = {
  harness: 'copilot',
  title: 'Copilot CLI',
  capabilities: copilotCapabilities,
  program: { name: 'copilot', install: 'npm install -g @github/copilot', oldest: '1.0.102', calledItself: 'Copilot' },
  secrets,
  loginFile: '.copilot/config.json',
  reserved: /^(COPILOT_|GH_|GITHUB_TOKEN$|BASH_ENV$)/,
  launch,
  wordsOf,
  neverRan: ({ latest }) => latest.status === 'failed',
  doneOf,
  usageOf,
  asideOf(text) {
    if (/^Error: \S/.test(text)) return 'failure';
    return /^Info: (Disabled tools: |Unknown tool name |Operation cancelled|Request failed |\/)/.test(text)
      ? 'note'
      : undefined;
  },
  stopsWhenRefused: true,
};

export const createCopilot = (options: AdapterOptions): Adapter => createAdapter(copilotPreset, options);
