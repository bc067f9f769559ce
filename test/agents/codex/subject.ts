/** Codex as the common suite sees it: what a model says to it, in its own names. */
import { codexCapabilities } from '../../../agents/codex/capabilities.ts';
import { createCodex } from '../../../agents/codex/index.ts';
import type { ModelCall } from '../../fixtures/models/words.ts';
import type { Dialect, RealSubject } from '../conformance/real/words.ts';

export const codexDialect: Dialect = {
  wire: 'responses',
  model: 'gpt-5.5',
  editsByPatch: true,
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

export const codexSubject: RealSubject = {
  harness: 'codex',
  program: { name: 'codex', tooOld: '0.168.0', oldest: '0.169.0', install: 'npm install -g @openai/codex' },
  capabilities: codexCapabilities,
  dialect: codexDialect,
  key: { from: 'CODEX_API_KEY', value: 'sk-fake-key' },
  create: createCodex,
};
