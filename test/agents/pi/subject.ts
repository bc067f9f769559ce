/** How Pi's agent is made to act: what a model says to it, in its own names. */
import type { Dialect } from '../conformance/real/words.ts';

export const piDialect: Dialect = {
  wire: 'anthropic',
  model: 'claude-sonnet-4-5',
  call(act) {
    if ('shell' in act) return { name: 'bash', input: { command: act.shell } };
    if ('read' in act) return { name: 'read', input: { path: act.read } };
    if ('write' in act) return { name: 'write', input: { path: act.write.path, content: act.write.content } };
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return { name: 'edit', input: { path, edits: [{ oldText: old, newText: next }] } };
    }
    return undefined;
  },
};

/** The list price of the dialect's model: 3 and 15 USD a million tokens. */
export const piCost = ({ input, output }: { readonly input: number; readonly output: number }): number =>
  input * 3 + output * 15;
