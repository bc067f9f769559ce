/** The `acp` harness: any program that speaks the Agent Client Protocol, by the `command` of its agent. */
import type { Adapter, AdapterOptions } from '../kit/adapter.ts';
import { createAdapter } from './adapter.ts';
import { acpCapabilities } from './capabilities.ts';
import type { LaunchRequest, Preset } from './preset.ts';
import { toolOf } from './tools.ts';

const preset: Preset = {
  harness: 'acp',
  title: 'The agent',
  capabilities: acpCapabilities,
  secrets: [],
  async launch({ program, request, credential }: LaunchRequest) {
    const [, ...rest] = request.agent.command ?? [];
    // The agent knows its key by the name under which people keep it.
    const isNamed = credential.type === 'key' && /^[A-Za-z_]\w*$/.test(credential.from);
    return { command: [program, ...rest], env: isNamed ? { [credential.from]: credential.value } : {} };
  },
  wordsOf: (call, folders) => toolOf(call, folders),
};

export const createAcp = (options: AdapterOptions): Adapter => createAdapter(preset, options);
