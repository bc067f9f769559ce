/** What agents of the Agent Client Protocol can do: any of them, and those that were tried. */
import type { Capabilities } from '../../engine/ports/harness.ts';

/**
 * What the protocol gives of any agent. It may ask before a call, and need not; usage and going on with a session are
 * optional in it. Those who talk through it decide that alone, so nothing of it is promised.
 */
export const acpCapabilities: Capabilities = {
  asksEveryTool: false,
  modifiesInput: false,
  denyReason: false,
  usage: 'none',
  deltas: true,
  resume: false,
  steer: false,
  interrupt: true,
  structuredOutput: false,
  turns: false,
  mcp: false,
};

/**
 * With a policy that asks about every tool. Tokens come with the end of a turn. It connects no MCP server in a folder
 * that is not trusted, and in one that is the repository's own settings apply.
 */
export const geminiCapabilities: Capabilities = {
  ...acpCapabilities,
  asksEveryTool: true,
  usage: 'end',
  resume: true,
};

/** With `permission: ask` for every tool. */
export const opencodeCapabilities: Capabilities = {
  ...acpCapabilities,
  asksEveryTool: true,
  usage: 'end',
  resume: true,
  mcp: true,
};

/** With those of its tools alone that ask. It stops at a refusal, and is told why when it is sent on. */
export const copilotCapabilities: Capabilities = {
  ...acpCapabilities,
  asksEveryTool: true,
  denyReason: true,
  usage: 'end',
  resume: true,
};
