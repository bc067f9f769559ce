/** The MCP servers of an agent, as `session/new` wants them. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Json } from '../../schema/json.ts';

/** A server inherits everything but what lets the agent in. */
export function serversOf({ mcp = {} }: AgentSpec, secrets: readonly string[]): Json[] {
  const without = secrets.flatMap((name) => ['-u', name]);
  return Object.entries(mcp).map(([name, { command }]) => ({
    name,
    command: '/usr/bin/env',
    args: [...without, ...command],
    env: [],
  }));
}
