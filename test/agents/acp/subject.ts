/** How the agents behind the presets are made to act: what a model says to each, in its own names. */
import { copilotCapabilities, geminiCapabilities, opencodeCapabilities } from '../../../agents/acp/capabilities.ts';
import { createCopilot } from '../../../agents/acp/presets/copilot.ts';
import { createGemini } from '../../../agents/acp/presets/gemini.ts';
import { createOpencode } from '../../../agents/acp/presets/opencode.ts';
import type { Dialect, RealSubject } from '../conformance/real/words.ts';

/** It connects no MCP server in a folder that it does not trust. */
export const geminiDialect: Dialect = {
  wire: 'gemini',
  model: 'gemini-2.5-pro',
  editsWhole: true,
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

/** Milliseconds: they take their time to begin. */
const slowestMs = 18_000;
const key = { from: 'THE_KEY', value: 'sk-fake-key-of-the-tests' };

export const geminiSubject: RealSubject = {
  harness: 'gemini',
  program: { name: 'gemini', tooOld: '0.60.0', oldest: '0.61.0', install: 'npm install -g @google/gemini-cli' },
  capabilities: geminiCapabilities,
  dialect: geminiDialect,
  key,
  create: createGemini,
  slowestMs,
};

export const opencodeSubject: RealSubject = {
  harness: 'opencode',
  program: { name: 'opencode', tooOld: '1.18.0', oldest: '1.18.33', install: 'npm install -g opencode-ai' },
  capabilities: opencodeCapabilities,
  dialect: opencodeDialect,
  key,
  create: createOpencode,
  slowestMs,
  lacks: {
    429: 'it tries again for longer than anybody waits, until silence ends it',
    500: 'the same',
    529: 'the same',
    'refused beside': 'a refusal refuses also what was asked beside it',
  },
};

export const copilotSubject: RealSubject = {
  harness: 'copilot',
  program: { name: 'copilot', tooOld: '1.0.0', oldest: '1.0.102', install: 'npm install -g @github/copilot' },
  capabilities: copilotCapabilities,
  dialect: copilotDialect,
  key,
  create: createCopilot,
  slowestMs,
};
