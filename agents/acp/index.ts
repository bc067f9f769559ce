/** The `acp` harness: any program that speaks the Agent Client Protocol, by the `command` of its agent. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { createAdapter } from './adapter.ts';
import { acpCapabilities } from './capabilities.ts';
import type { LaunchRequest, Preset } from './preset.ts';
import { toolOf } from './tools.ts';

const lack = (key: string, help: string) => ({
  message: `The protocol has no way to hand \`${key}\` to an agent.`,
  help,
});

const preset: Preset = {
  harness: 'acp',
  title: 'The agent',
  capabilities: acpCapabilities,
  secrets: [],
  async launch({ program, request, credential }: LaunchRequest) {
    const [, ...rest] = request.agent.command ?? [];
    // The agent knows its key by the name under which people keep it.
    return {
      command: [program, ...rest],
      env: credential.type === 'key' ? { [credential.from]: credential.value } : {},
    };
  },
  lackOf({ model, base_url: url, auth }) {
    if (url !== undefined) return lack('base_url', 'Set it up in the agent itself, by its `command:` or its `env:`.');
    if (model !== undefined) return lack('model', 'Set it up in the agent itself, and say `vendor:` for reviews.');
    const isUnnamed = typeof auth === 'object' && 'file' in auth && auth.file !== undefined;
    if (isUnnamed) return lack('auth: { file }', 'Say `auth: { env: NAME }`, by the variable that the agent reads.');
    return undefined;
  },
  wordsOf: (call, folders) => toolOf(call, folders),
};

export const createAcp = (options: AdapterOptions): Adapter => createAdapter(preset, options);
