/** What Claude Code can do, and which of its versions can do it. */
import type { Capabilities } from '../../engine/ports/harness.ts';

export const claudeCodeCapabilities: Capabilities = {
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

export const claudeCode = {
  /** As the search path has it. */
  program: 'claude',
  install: 'npm install -g @anthropic-ai/claude-code',
  /** The first whose hooks can be told to block when nobody answers them. Older ones ignore that and run the tool. */
  oldest: '2.1.295',
} as const;
