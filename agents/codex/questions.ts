/** What Codex asks while it works: leave for a command, for changes of files, for a tool of a server. */
import type { Tool } from '../../engine/events.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { Gate } from './gate.ts';
import type { Items } from './items.ts';
import { commandOf, fileChangeOf, type Roots } from './tools.ts';

export interface Surroundings {
  readonly gate: Gate;
  readonly items: Items;
  /** The folder of the workspace, by each of its names. */
  readonly roots: () => Roots;
  /** Codex's name of the conversation; others are of agents inside of it. */
  readonly thread: () => string | undefined;
}

/** Answers a request. Rejects for what is not known, which is answered as an error. */
export async function answerQuestion(method: string, question: JsonObject, around: Surroundings): Promise<Json> {
  const { gate, items, roots } = around;
  const { itemId: call } = question;
  const ask = (id: string, tool: Pick<Tool, 'kind' | 'name' | 'input'>): Promise<boolean> =>
    gate.ask(id, { ...tool, ...subagentOf(question, around) });
  switch (method) {
    case 'item/commandExecution/requestApproval': {
      if (typeof call !== 'string') throw new Error('unreadable call');
      return decision(await ask(call, commandOf(question, roots())));
    }
    case 'item/fileChange/requestApproval': {
      if (typeof call !== 'string') throw new Error('unreadable call');
      return decision(await ask(call, fileChangeOf(question, items.changesOf(call), roots())));
    }
    case 'mcpServer/elicitation/request': {
      const found = items.mcpCalls.claim(question);
      // A server may ask people things of its own: here is nobody to ask.
      if (found === undefined) return { action: 'decline', content: null };
      const { server, tool, input } = found.call;
      const isAllowed = await ask(found.id, { kind: 'mcp', name: `${server}.${tool}`, input });
      return isAllowed ? { action: 'accept', content: {} } : { action: 'decline', content: null };
    }
    default:
      throw new Error(`unsupported request ${method}`);
  }
}

const decision = (isAllowed: boolean): JsonObject => ({ decision: isAllowed ? 'accept' : 'decline' });

function subagentOf({ threadId }: JsonObject, { thread }: Surroundings): Pick<Tool, 'subagent'> {
  return typeof threadId === 'string' && threadId !== thread() ? { subagent: threadId } : {};
}
