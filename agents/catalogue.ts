/** The harnesses that this version has an adapter for: what each can do, and how its adapter is loaded. */
import type { Capabilities } from '../engine/ports/harness.ts';
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
  model: {
    capabilities: modelCapabilities,
    load: async () => (await import('./model/index.ts')).createModel,
  },
  codex: {
    capabilities: codexCapabilities,
    load: async () => (await import('./codex/index.ts')).createCodex,
  },
  pi: {
    capabilities: piCapabilities,
    load: async () => (await import('./pi/index.ts')).createPi,
  },
};

/** The entry of a harness; nothing where there is no adapter for it. */
export const entryOf = (harness: string): HarnessEntry | undefined =>
  Object.hasOwn(catalogue, harness) ? catalogue[harness] : undefined;
