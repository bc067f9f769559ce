/** The MCP servers of an agent: how Claude Code starts them, and what their tools are really called. */
import type { Tool } from '../../engine/events.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { secretVariables } from './environment.ts';

type Servers = NonNullable<AgentSpec['mcp']>;

/** What `--mcp-config` reads. A server inherits everything but what lets Claude Code in. */
export function mcpConfig(servers: Servers): JsonObject {
  const without = secretVariables.flatMap((name) => ['-u', name]);
  const entries = Object.entries(servers).map(([name, { command }]): [string, Json] => [
    name,
    { command: 'env', args: [...without, ...command] },
  ]);
  return { mcpServers: Object.fromEntries(entries) };
}

/** Names of servers that an `init` line tells of and that do not run, of those that the agent needs. */
export function missingServers(servers: Servers, told: Json | undefined): readonly string[] {
  const connected = (Array.isArray(told) ? told : []).filter(
    (server) => isJsonObject(server) && server.status === 'connected',
  );
  const names = new Set(connected.map((server) => (isJsonObject(server) ? server.name : undefined)));
  return Object.keys(servers).filter((name) => !names.has(name));
}

/** By the name that the model calls a tool, its server and its own name there: letters are lost on the way. */
export type McpTools = ReadonlyMap<string, { readonly server: string; readonly tool: string }>;

/** Out of the answer to `mcp_status`. A name that two tools would have is none. */
export function mcpToolsOf({ mcpServers: servers }: JsonObject): McpTools {
  const tools = new Map<string, { server: string; tool: string }>();
  const doubtful = new Set<string>();
  for (const server of Array.isArray(servers) ? servers : []) {
    if (!isJsonObject(server) || typeof server.name !== 'string' || !Array.isArray(server.tools)) continue;
    for (const tool of server.tools) {
      if (!isJsonObject(tool) || typeof tool.name !== 'string') continue;
      const called = `mcp__${plain(server.name)}__${plain(tool.name)}`;
      if (tools.has(called)) doubtful.add(called);
      tools.set(called, { server: server.name, tool: tool.name });
    }
  }
  for (const called of doubtful) tools.delete(called);
  return tools;
}

const plain = (name: string): string => name.replace(/[^a-zA-Z0-9_-]/g, '_');

/** A call of an MCP tool, or why it is none: a tool that no server told of cannot be named. */
export function mcpToolOf(
  called: string,
  input: JsonObject,
  tools: McpTools,
  servers: Servers,
): Pick<Tool, 'kind' | 'name' | 'input'> | { readonly refused: string } {
  const found = tools.get(called);
  if (found === undefined) return { kind: 'other', name: called, input };
  const only = servers[found.server]?.tools;
  const name = `${found.server}.${found.tool}`;
  if (only !== undefined && !only.includes(found.tool)) return { refused: `The agent has no tool ${name}.` };
  return { kind: 'mcp', name, input };
}
