/** How Codex's agent is made to act: what a model says to it, in its own names. */
import type { ModelCall } from '../../fixtures/models/words.ts';
import type { Dialect } from '../conformance/real/words.ts';

export const codexDialect: Dialect = {
  wire: 'responses',
  model: 'gpt-5.5',
  call(act) {
    if ('shell' in act) return { name: 'exec_command', input: { cmd: act.shell } };
    if ('write' in act) return patch('Add', act.write.path, linesOf(act.write.content, '+'));
    if ('edit' in act) {
      const { path, old, new: next } = act.edit;
      return patch('Update', path, `@@\n${linesOf(old, '-')}${linesOf(next, '+')}`);
    }
    if ('mcp' in act) return { namespace: `mcp__${act.mcp.server}`, name: act.mcp.tool, input: act.mcp.input };
    // It has no tool that reads: it uses the shell.
    return undefined;
  },
};

export const patch = (kind: string, path: string, lines: string): ModelCall => ({
  name: 'apply_patch',
  freeform: true,
  input: `*** Begin Patch\n*** ${kind} File: ${path}\n${lines}*** End Patch`,
});

const linesOf = (text: string, sign: string): string =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${sign}${line}\n`)
    .join('');
