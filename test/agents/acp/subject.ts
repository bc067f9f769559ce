/** How the agents behind the presets are made to act: what a model says to each, in its own names. */
import { createCopilot } from '../../../agents/acp/presets/copilot.ts';
import { createGemini } from '../../../agents/acp/presets/gemini.ts';
import { createOpencode } from '../../../agents/acp/presets/opencode.ts';
import type { Adapter, AdapterOptions } from '../../../agents/kit/adapter.ts';
import type { Dialect } from '../conformance/real/words.ts';

export interface AcpSubject {
  readonly program: string;
  readonly create: (options: AdapterOptions) => Adapter;
  readonly dialect: Dialect;
}

/** It connects no MCP server in a folder that it does not trust. */
export const geminiDialect: Dialect = {
  wire: 'gemini',
  model: 'gemini-2.5-pro',
  call(act) {
    if ('shell' in act) return { name: 'run_shell_command', input: { command: act.shell, description: 'as said' } };
    if ('read' in act) return { name: 'read_file', input: { file_path: act.read } };
    if ('write' in act) return { name: 'write_file', input: { file_path: act.write.path, content: act.write.content } };
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return { name: 'replace', input: { file_path: path, old_string: old, new_string: next, instruction: 'as said' } };
    }
    return undefined;
  },
};

export const opencodeDialect: Dialect = {
  wire: 'chat',
  model: 'fake-model',
  call(act) {
    if ('shell' in act) return { name: 'bash', input: { command: act.shell, description: 'as said' } };
    if ('read' in act) return { name: 'read', input: { filePath: act.read } };
    if ('write' in act) return { name: 'write', input: { filePath: act.write.path, content: act.write.content } };
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return { name: 'edit', input: { filePath: path, oldString: old, newString: next } };
    }
    return { name: `${act.mcp.server}_${act.mcp.tool}`, input: act.mcp.input };
  },
};

/** It has no tool that reads, and no MCP. */
export const copilotDialect: Dialect = {
  wire: 'chat',
  model: 'claude-sonnet-4.5',
  call(act) {
    if ('shell' in act) return { name: 'bash', input: { command: act.shell, description: 'as said' } };
    if ('write' in act) return { name: 'create', input: { path: act.write.path, file_text: act.write.content } };
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return { name: 'edit', input: { path, old_str: old, new_str: next } };
    }
    return undefined;
  },
};

export const subjects = {
  gemini: { program: 'gemini', create: createGemini, dialect: geminiDialect },
  opencode: { program: 'opencode', create: createOpencode, dialect: opencodeDialect },
  copilot: { program: 'copilot', create: createCopilot, dialect: copilotDialect },
} as const satisfies Readonly<Record<string, AcpSubject>>;

export type PresetName = keyof typeof subjects;
