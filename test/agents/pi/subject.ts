/** Pi as the common suite sees it: what a model says to it, in its own names. */
import { piCapabilities } from '../../../agents/pi/capabilities.ts';
import { createPi } from '../../../agents/pi/index.ts';
import type { Dialect, RealSubject } from '../conformance/real/words.ts';

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

export const piSubject: RealSubject = {
  harness: 'pi',
  program: {
    name: 'pi',
    tooOld: '0.60.0',
    oldest: '0.74.2',
    install: 'npm install -g @earendil-works/pi-coding-agent',
  },
  capabilities: piCapabilities,
  dialect: piDialect,
  key: { from: 'ANTHROPIC_API_KEY', value: 'sk-ant-fake-key' },
  create: createPi,
  // The list price of the dialect's model: 3 and 15 USD a million tokens.
  costMicroUsd: ({ input, output }) => input * 3 + output * 15,
};
