/** Reads what a thread of Codex tells of its items: messages, tool calls and their ends. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import type { Gate } from './gate.ts';
import { createMcpCalls, type McpCalls } from './mcp.ts';
import { textOf } from './tools.ts';

export interface Items {
  /** An item has begun. */
  started(item: JsonObject): void;
  completed(item: JsonObject): void;
  /** An item as the model's service says it, of a thread that this process has begun. */
  raw(item: JsonObject): void;
  /** Something was typed into a command that runs, which nobody is ever asked about. */
  typed(told: JsonObject): void;
  /** The changes that the call is about to make. */
  changesOf(call: string): Json | undefined;
  readonly mcpCalls: McpCalls;
  /** Resolves when the answer that makes this call has come to its end, so that what it cost is known. */
  whole(call: string): Promise<void>;
  /** The answer that was coming is whole, or will not be. */
  ended(): void;
}

/** Items that do nothing outside of the conversation. */
const harmless = new Set([
  'userMessage',
  'hookPrompt',
  'functionCallOutput',
  'plan',
  'reasoning',
  'contextCompaction',
  'enteredReviewMode',
  'exitedReviewMode',
]);

/**
 * How newer models make their calls: a script in a box without files or network, whose calls are asked about one by one.
 * Of those only reading a resource of an MCP server is no item, so nothing would tell of it where there is a server.
 */
const scripts = new Set(['exec', 'wait']);

/** Functions whose deeds are items, and those that do nothing. */
const known = new Set([
  'exec_command',
  'write_stdin',
  'apply_patch',
  'tool_search',
  'update_plan',
  'request_user_input',
]);

export function createItems(
  stage: Pick<Stage, 'completed' | 'push'>,
  gate: Pick<Gate, 'has' | 'refusalOf'>,
  said: (text: string) => void,
  /** MCP servers are connected. */
  hasServers: boolean,
): Items {
  const changes = new Map<string, Json>();
  const mcpCalls = createMcpCalls();
  /** Calls of the answer that is coming; calls of functions that are not known; calls that were told to have ended. */
  const coming = new Set<string>();
  const unknown = new Set<string>();
  let waiting: (() => void)[] = [];

  const isKnown = (name: string): boolean => known.has(name) || (scripts.has(name) && !hasServers);
  const told = new Set<string>();
  const end = (call: string, { isDone, ok, output }: End): void => {
    told.add(call);
    const refusal = gate.refusalOf(call);
    if (refusal === undefined) stage.completed(call, ok, output);
    // What was refused and done all the same is told as done, which ends the session.
    else stage.completed(call, isDone, isDone ? output : refusal);
  };

  return {
    started(item) {
      const { id, type } = item;
      if (typeof id !== 'string') return;
      if (type === 'fileChange') changes.set(id, item.changes ?? null);
      if (type === 'mcpToolCall') mcpCalls.begun(id, item);
    },
    completed(item) {
      const { id, type, status } = item;
      if (typeof id !== 'string' || typeof type !== 'string' || harmless.has(type)) return;
      if (type === 'agentMessage') {
        if (typeof item.text !== 'string' || item.text.trim() === '') return;
        said(item.text);
        stage.push({ type: 'message', text: item.text });
        return;
      }
      // What Codex refuses by itself was never begun.
      if (status === 'declined' && !gate.has(id)) return;
      end(id, endOf(item));
    },
    raw({ type, name, namespace, call_id: call, output }) {
      if (typeof call !== 'string' || typeof type !== 'string') return;
      // Only functions: other calls are items that tell of themselves.
      if (type === 'function_call' || type === 'custom_tool_call') {
        coming.add(call);
        const isOurs = typeof name !== 'string' || isKnown(name) || String(namespace ?? '').startsWith('mcp__');
        if (!isOurs) unknown.add(call);
      } else if (unknown.delete(call)) {
        const text = textOf(output);
        // A function that there is none of, or one whose deed was an item after all.
        if (!text.startsWith('unsupported call') && !told.has(call))
          end(call, { isDone: true, ok: true, output: text });
      }
    },
    typed({ itemId: call, stdin }) {
      if (stdin !== '')
        end(`${String(call)}/stdin`, { isDone: true, ok: true, output: typeof stdin === 'string' ? stdin : '' });
    },
    changesOf: (call) => changes.get(call),
    mcpCalls,
    whole(call) {
      if (!coming.has(call)) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    ended() {
      coming.clear();
      for (const wake of waiting) wake();
      waiting = [];
    },
  };
}

interface End {
  /** Whether it had an effect, for all that is known. */
  readonly isDone: boolean;
  readonly ok: boolean;
  readonly output: string;
}

function endOf(item: JsonObject): End {
  const { type, status, exitCode } = item;
  const isRun = type === 'commandExecution' && typeof exitCode === 'number';
  const isDone = isRun || status === 'completed' || status === undefined;
  return { isDone, ok: isRun ? exitCode === 0 : isDone, output: outputOf(item) };
}

function outputOf({ type, aggregatedOutput, result, error, changes }: JsonObject): string {
  if (type === 'commandExecution') return textOf(aggregatedOutput ?? '');
  if (type === 'fileChange') {
    const paths = Array.isArray(changes) ? changes.map((change) => (isJsonObject(change) ? change.path : '')) : [];
    return textOf(paths.join('\n'));
  }
  return isJsonObject(error) ? textOf(error.message) : textOf(result);
}
