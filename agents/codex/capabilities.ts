/** What Codex can do, and which of its versions can do it. */
import type { Capabilities } from '../../engine/ports/harness.ts';

export const codexCapabilities: Capabilities = {
  asksEveryTool: true,
  modifiesInput: false,
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

export const codex = {
  /** As the search path has it. */
  program: 'codex',
  install: 'npm install -g @openai/codex',
  /** The first that was seen to ask about every command, also about those that Codex itself takes for harmless. */
  oldest: '0.169.0',
} as const;
