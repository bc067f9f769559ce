/** What the loop of our own around a model can do: all of it is ours, so all of it is known. */
import type { Capabilities } from '../../engine/ports/harness.ts';

export const modelCapabilities: Capabilities = {
  asksEveryTool: true,
  modifiesInput: true,
  denyReason: true,
  usage: 'live',
  deltas: true,
  resume: true,
  steer: true,
  interrupt: true,
  structuredOutput: true,
  turns: false,
  mcp: true,
};
