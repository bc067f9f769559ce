/** What Pi can do, and which of its versions can do it. */
import type { Capabilities } from '../../engine/ports/harness.ts';

export const piCapabilities: Capabilities = {
  asksEveryTool: true,
  modifiesInput: true,
  denyReason: true,
  usage: 'live',
  deltas: true,
  resume: true,
  steer: true,
  interrupt: true,
  structuredOutput: false,
  turns: false,
  mcp: false,
};

export const pi = {
  /** As the search path has it. */
  program: 'pi',
  install: 'npm install -g @earendil-works/pi-coding-agent',
  /** The one that was tried, and the newest that runs on Node 20. Whether a newer one can be gated it says at boot. */
  oldest: '0.74.2',
} as const;
