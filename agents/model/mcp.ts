/**
 * The MCP servers of an agent: processes in the workspace, with what its commands have in their environment, and their
 * tools under names that every model service takes.
 */
import type { CallToolResult, MCPTransport } from '@ai-sdk/mcp';
import type { Place } from '../../engine/ports/place.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { type JsonLines, openJsonLines } from '../kit/json-lines.ts';
import { bound, type Done } from './tools/index.ts';

/** Milliseconds that a server may take to say what it has. */
const longestStartMs = 60_000;
/** Pages of a list of tools. */
const mostPages = 100;

export interface McpTool {
  /** `server.tool`, as policies name it. */
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
  /** Rejects where the server is gone or refuses. */
  call(input: JsonObject, id: string, signal: AbortSignal): Promise<Done>;
}

export interface McpServers {
  /** Starts them; their tools, by the names that the model calls them. Rejects where one does not start. */
  start(signal: AbortSignal): Promise<ReadonlyMap<string, McpTool>>;
  /** Resolves when none of them runs. */
  kill(): Promise<void>;
}

type Servers = NonNullable<AgentSpec['mcp']>;
type Sdk = typeof import('@ai-sdk/mcp');

export function mcpServers(servers: Servers, place: Place, env: Readonly<Record<string, string>>): McpServers {
  const running: JsonLines[] = [];
  return {
    async start(signal) {
      const tools = new Map<string, McpTool>();
      const wanted = Object.entries(servers);
      if (wanted.length === 0) return tools;
      const sdk = await import('@ai-sdk/mcp');
      for (const [server, { command, tools: only }] of wanted) {
        signal.throwIfAborted();
        const { transport, lines } = openTransport(place, command, env, sdk);
        running.push(lines);
        const died = lines.gone.then(({ said }) => said);
        const found = await toolsOf(server, transport, signal, sdk).catch(async (error: unknown) => {
          await lines.kill();
          const why = error instanceof Error ? error.message : String(error);
          throw new HarnessFailure(`The MCP server ${server} did not start: ${why} (${await died})`);
        });
        const kept = found.filter(({ name }) => only === undefined || only.includes(name.slice(server.length + 1)));
        for (const tool of kept) tools.set(calledBy(tool.name, tools), tool);
      }
      return tools;
    },
    kill: async () => {
      await Promise.all(running.map((lines) => lines.kill()));
    },
  };
}

function openTransport(place: Place, command: readonly string[], env: Readonly<Record<string, string>>, sdk: Sdk) {
  const transport: MCPTransport = {
    start: async () => {},
    send: async (message) => lines.send(JSON.parse(JSON.stringify(message))),
    close: async () => lines.end(),
  };
  const lines = openJsonLines(place, command, {
    env,
    onMessage(message) {
      try {
        transport.onmessage?.(sdk.validateJSONRPCMessage(message));
      } catch {
        // A line that is no message of the protocol says nothing.
      }
    },
  });
  void lines.gone.then(() => transport.onclose?.());
  return { transport, lines };
}

async function toolsOf(server: string, transport: MCPTransport, signal: AbortSignal, sdk: Sdk): Promise<McpTool[]> {
  const client = await sdk.createMCPClient({
    transport,
    clientName: 'omni',
    onUncaughtError: () => {},
    initializationOptions: { timeout: longestStartMs, signal },
  });
  const found: McpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const listed = await client.listTools({
      ...(cursor !== undefined && { params: { cursor } }),
      options: { timeout: longestStartMs, signal },
    });
    const tools = client.toolsFromDefinitions(listed);
    for (const { name, description = '', inputSchema } of listed.tools) {
      found.push({
        name: `${server}.${name}`,
        description,
        schema: isJsonObject(inputSchema) ? inputSchema : { type: 'object' },
        async call(input, id, abortSignal) {
          const result: unknown = await tools[name]?.execute?.(input, { toolCallId: id, messages: [], abortSignal });
          return doneOf(result);
        },
      });
    }
    cursor = listed.nextCursor;
    if (cursor === undefined) break;
  }
  return found;
}

function doneOf(result: unknown): Done {
  const { content, isError } = (result ?? {}) as Partial<CallToolResult & { content: unknown }>;
  const texts = (Array.isArray(content) ? content : []).map((block: unknown) => {
    if (!isJsonObject(block)) return '';
    return typeof block.text === 'string' ? block.text : `[${String(block.type)}]`;
  });
  return { ok: isError !== true, output: bound(texts.join('\n')) };
}

/** Services take letters, digits, `_` and `-`, 64 at most; no two tools are called the same. */
function calledBy(name: string, taken: ReadonlyMap<string, unknown>): string {
  const plain = name
    .replace('.', '__')
    .replace(/[^a-zA-Z0-9_-]/g, '_')
    .slice(0, 60);
  for (let count = 2, called = plain; ; count++) {
    if (!taken.has(called)) return called;
    called = `${plain}_${count}`;
  }
}
