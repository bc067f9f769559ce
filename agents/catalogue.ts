/** The harnesses that this version has an adapter for: what each can do, and how its adapter is loaded. */
import type { Capabilities } from '../engine/ports/harness.ts';
import { acpCapabilities, copilotCapabilities, geminiCapabilities, opencodeCapabilities } from './acp/capabilities.ts';
import { claudeCodeCapabilities } from './claude-code/capabilities.ts';
import { codexCapabilities } from './codex/capabilities.ts';
import type { Adapter, AdapterOptions } from './kit/adapter.ts';
import { modelCapabilities } from './model/capabilities.ts';
import { piCapabilities } from './pi/capabilities.ts';

export interface HarnessEntry {
  /** Known without loading the adapter. */
  readonly capabilities: Capabilities;
  /** Loaded where an agent wants it: starting `omni` does not pay for all of them. */
  readonly load: () => Promise<(options: AdapterOptions) => Adapter>;
}

export const catalogue: Readonly<Record<string, HarnessEntry>> = {
  'claude-code': {
    capabilities: claudeCodeCapabilities,
    load: async () => (await import('./claude-code/index.ts')).createClaudeCode,
  },
  codex: {
    capabilities: codexCapabilities,
    load: async () => (await import('./codex/index.ts')).createCodex,
  },
  pi: {
    capabilities: piCapabilities,
    load: async () => (await import('./pi/index.ts')).createPi,
  },
  gemini: {
    capabilities: geminiCapabilities,
    load: async () => (await import('./acp/presets/gemini.ts')).createGemini,
  },
  opencode: {
    capabilities: opencodeCapabilities,
    load: async () => (await import('./acp/presets/opencode.ts')).createOpencode,
  },
  copilot: {
    capabilities: copilotCapabilities,
    load: async () => (await import('./acp/presets/copilot.ts')).createCopilot,
  },
  acp: {
    capabilities: acpCapabilities,
    load: async () => (await import('./acp/index.ts')).createAcp,
  },
  model: {
    capabilities: modelCapabilities,
    load: async () => (await import('./model/index.ts')).createModel,
  },
};

/** The entry of a harness; nothing where there is no adapter for it. */
export const entryOf = (harness: string): HarnessEntry | undefined =>
  Object.hasOwn(catalogue, harness) ? catalogue[harness] : undefined;
