/** How Claude Code's agent is made to act: what a model says to it, in its own names. */
import type { Json } from '../../../schema/json.ts';
import type { Dialect } from '../conformance/real/words.ts';

export const claudeDialect: Dialect = {
  wire: 'anthropic',
  model: 'claude-sonnet-4-5',
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

/** The list price of the dialect's model: 3 and 15 USD a million tokens. */
export const claudeCost = ({ input, output }: { readonly input: number; readonly output: number }): number =>
  input * 3 + output * 15;
