/** The MCP servers of an agent: how Codex starts them, and which of their calls a question is about. */
import type { AgentSpec } from '../../schema/agent.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

type Servers = NonNullable<AgentSpec['mcp']>;

/** Seconds that a tool of a server may take. */
const longestToolS = 60 * 60;

/** Without `prompt`, Codex asks about no tool that its server calls harmless. @param granted what a server inherits. */
export function mcpServers(servers: Servers, granted: readonly string[]): JsonObject {
  const entries = Object.entries(servers).map(([name, { command, tools }]): [string, Json] => {
    const [program = '', ...args] = command;
    const only = tools === undefined ? {} : { enabled_tools: [...tools] };
    const approval = { default_tools_approval_mode: 'prompt' };
    return [
      name,
      {
        command: program,
        args,
        env_vars: [...granted],
        required: true,
        tool_timeout_sec: longestToolS,
        ...approval,
        ...only,
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Codex gives its model functions for the resources of servers that no setting takes away, and asks about none. */
const noResources =
  'Do not call list_mcp_resources, list_mcp_resource_templates or read_mcp_resource: your session would be ended.';

/** What the agent is told beside its prompts. */
export function instructionsOf({ instructions, mcp = {} }: AgentSpec): string | undefined {
  const all = [
    ...(instructions === undefined ? [] : [instructions]),
    ...(Object.keys(mcp).length > 0 ? [noResources] : []),
  ];
  return all.length === 0 ? undefined : all.join('\n\n');
}

export interface McpCall {
  readonly server: string;
  readonly tool: string;
  readonly input: JsonObject;
}

/** Calls that have begun and that no question was about. */
export interface McpCalls {
  begun(call: string, item: JsonObject): void;
  /** The call that a question is about, which names no call itself: it is no other question's afterwards. */
  claim(question: JsonObject): { readonly id: string; readonly call: McpCall } | undefined;
}

export function createMcpCalls(): McpCalls {
  const open = new Map<string, McpCall>();
  return {
    begun(id, { server, tool, arguments: input }) {
      if (typeof server !== 'string' || typeof tool !== 'string') return;
      open.set(id, { server, tool, input: isJsonObject(input) ? input : {} });
    },
    claim({ serverName: server, _meta: meta }) {
      if (!isJsonObject(meta) || meta.codex_approval_kind !== 'mcp_tool_call') return undefined;
      const input = isJsonObject(meta.tool_params) ? meta.tool_params : {};
      const asked = canonicalJson({ server: server ?? null, tool: meta.tool_name ?? null, input });
      for (const [id, call] of open) {
        if (canonicalJson({ ...call }) !== asked) continue;
        open.delete(id);
        return { id, call };
      }
      return undefined;
    },
  };
}
