/** Claude Code as the common suite sees it: what a model says to it, in its own names. */
import { claudeCodeCapabilities } from '../../../agents/claude-code/capabilities.ts';
import { createClaudeCode } from '../../../agents/claude-code/index.ts';
import type { Json } from '../../../schema/json.ts';
import type { Dialect, RealSubject } from '../conformance/real/words.ts';

export const claudeDialect: Dialect = {
  wire: 'anthropic',
  model: 'claude-sonnet-4-5',
  readsBeforeEdit: true,
  call(act) {
    if ('shell' in act) return { name: 'Bash', input: { command: act.shell, description: 'as the script says' } };
    if ('read' in act) return { name: 'Read', input: { file_path: act.read } };
    if ('write' in act) return { name: 'Write', input: { file_path: act.write.path, content: act.write.content } };
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return { name: 'Edit', input: { file_path: path, old_string: old, new_string: next } };
    }
    return { name: `mcp__${act.mcp.server}__${act.mcp.tool}`, input: act.mcp.input };
  },
  answer: (output: Json) => ({ calls: [{ name: 'StructuredOutput', input: output }] }),
};

export const claudeSubject: RealSubject = {
  harness: 'claude-code',
  program: {
    name: 'claude',
    tooOld: '2.1.197',
    oldest: '2.1.295',
    install: 'npm install -g @anthropic-ai/claude-code',
  },
  capabilities: claudeCodeCapabilities,
  dialect: claudeDialect,
  key: { from: 'ANTHROPIC_API_KEY', value: 'sk-ant-fake-key' },
  create: createClaudeCode,
  // The list price of the dialect's model: 3 and 15 USD a million tokens.
  costMicroUsd: ({ input, output }) => input * 3 + output * 15,
};
