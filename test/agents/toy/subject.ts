/** The toy as the common suite sees it. No agent document names it, and no list of harnesses. */
import { resolve } from 'node:path';
import { toyCapabilities } from '../../fixtures/harness/toy/capabilities.ts';
import { install, oldest } from '../../fixtures/harness/toy/examine.ts';
import { createToy } from '../../fixtures/harness/toy/index.ts';
import type { RealSubject } from '../conformance/real/words.ts';

export const toySubject: RealSubject = {
  harness: 'acp',
  name: 'toy',
  program: { name: 'toy', tooOld: '0.9.0', oldest, install, path: resolve('test/fixtures/harness/toy/bin') },
  capabilities: toyCapabilities,
  dialect: {
    wire: 'chat',
    model: 'gpt-5',
    call(act) {
      if ('shell' in act) return { name: 'sh', input: { cmd: act.shell } };
      if ('read' in act) return { name: 'cat', input: { file: act.read } };
      if ('write' in act) return { name: 'put', input: { file: act.write.path, text: act.write.content } };
      if ('edit' in act) return { name: 'swap', input: { file: act.edit.path, from: act.edit.old, to: act.edit.new } };
      return undefined;
    },
  },
  key: { from: 'TOY_KEY', value: 'toy-fake-key' },
  create: createToy,
  slowestMs: 3_000,
};
