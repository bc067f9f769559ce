/** What Claude Code asks while it works: about each tool call, by its hook and by its own rules. */
import type { Tool } from '../../engine/events.ts';
import type { Permission } from '../../engine/ports/harness.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import type { Call, Gate } from './gate.ts';
import { type McpTools, mcpToolOf } from './mcp.ts';
import { answerTool, toolOf } from './tools.ts';

export interface Surroundings {
  readonly stage: Stage;
  readonly gate: Gate;
  /** Calls that are none of the agent's deeds: its answer, and what it was never to have. */
  readonly own: Set<string>;
  /** The folder of the workspace, by each of its names. */
  readonly roots: () => readonly string[];
  readonly mcpTools: () => Promise<McpTools>;
  /** Tells all that has been spent so far, with the message that makes this call. */
  readonly account: (call: string) => Promise<void>;
}

/** Answers a control request. Rejects for what is not known, which is answered as an error. */
export async function answerQuestion(request: JsonObject, around: Surroundings): Promise<JsonObject> {
  switch (request.subtype) {
    case 'hook_callback': {
      const said = isJsonObject(request.input) ? request.input : {};
      const { tool_name: name, tool_use_id: id, tool_input: input } = said;
      if (typeof name !== 'string' || typeof id !== 'string' || !isJsonObject(input))
        throw new Error('unreadable call');
      const call = { id, name, input };
      return around.gate.hook(call, () => judge(call, said, around));
    }
    case 'can_use_tool':
      return around.gate.ask(request);
    default:
      throw new Error(`unsupported request ${String(request.subtype)}`);
  }
}

async function judge(call: Call, said: JsonObject, around: Surroundings): Promise<Permission> {
  const { stage, own } = around;
  if (call.name === answerTool && stage.request.output !== undefined) {
    own.add(call.id);
    return { allow: true };
  }
  await around.account(call.id);
  const tool = await nameCall(call, said, around);
  if ('refused' in tool) {
    own.add(call.id);
    return { allow: false, reason: tool.refused };
  }
  return stage.decide(call.id, { ...tool, ...subagentOf(said) });
}

async function nameCall({ name, input }: Call, { cwd }: JsonObject, { stage, roots, mcpTools }: Surroundings) {
  if (name.startsWith('mcp__')) return mcpToolOf(name, input, await mcpTools(), stage.request.agent.mcp ?? {});
  return toolOf(name, input, { roots: roots(), cwd: typeof cwd === 'string' ? cwd : undefined });
}

function subagentOf({ agent_id: id, agent_type: type }: JsonObject): Pick<Tool, 'subagent'> {
  if (typeof id !== 'string') return {};
  return { subagent: typeof type === 'string' && type !== '' ? type : id };
}
