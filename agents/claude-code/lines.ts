/** Reads the lines of a conversation with Claude Code: what they say to the stage, and which message is still coming. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import type { Gate } from './gate.ts';
import { textOf } from './outcome.ts';

export interface Lines {
  /** A `stream_event` line. */
  stream(line: JsonObject): void;
  /** An `assistant` line: one block of a message. */
  said(line: JsonObject): void;
  /** A `user` line that brings the results of tools. */
  results(line: JsonObject): void;
  /** Resolves when the message that makes this call has come to its end, so that what it cost is known. */
  whole(call: string): Promise<void>;
  /** Nothing more comes of any message. */
  broken(): void;
}

/** @param isOwn whether a call is none of the agent's deeds, so that its result is not told. */
export function createLines(stage: Stage, gate: Gate, isOwn: (call: string) => boolean): Lines {
  /** The message that is streaming, and the messages of calls. */
  let open: Json | undefined;
  const madeBy = new Map<string, Json>();
  let waiting: (() => void)[] = [];
  const close = (): void => {
    open = undefined;
    for (const wake of waiting) wake();
    waiting = [];
  };
  const isOfAgent = (line: JsonObject): boolean => (line.parent_tool_use_id ?? null) === null;

  const result = ({ tool_use_id: call, is_error: failed, content }: JsonObject, line: JsonObject): void => {
    if (typeof call !== 'string' || isOwn(call)) return;
    const output = textOf(content);
    if (!gate.has(call) && failed === true && neverRan(call, output, line)) return;
    madeBy.delete(call);
    stage.completed(call, failed !== true, output);
  };

  return {
    stream(line) {
      const event = isJsonObject(line.event) ? line.event : {};
      if (!isOfAgent(line)) return;
      const { message, delta } = event;
      if (event.type === 'message_start') {
        close();
        open = isJsonObject(message) ? message.id : undefined;
      } else if (event.type === 'message_stop') close();
      else if (isJsonObject(delta) && delta.type === 'text_delta' && typeof delta.text === 'string') {
        stage.push({ type: 'delta', text: delta.text });
      }
    },
    said(line) {
      const message = isJsonObject(line.message) ? line.message : {};
      // What the service or Claude Code itself says about a failure stands in the result as well.
      if (message.model === '<synthetic>') return;
      if (isOfAgent(line) && open !== undefined && message.id !== open) close();
      for (const block of blocksOf(message)) {
        if (block.type === 'tool_use' && typeof block.id === 'string') madeBy.set(block.id, message.id ?? null);
        if (block.type !== 'text' || !isOfAgent(line) || typeof block.text !== 'string') continue;
        if (block.text.trim() !== '') stage.push({ type: 'message', text: block.text });
      }
    },
    results(line) {
      const message = isJsonObject(line.message) ? line.message : {};
      for (const block of blocksOf(message)) if (block.type === 'tool_result') result(block, line);
    },
    whole(call) {
      if (open === undefined || madeBy.get(call) !== open) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    broken: close,
  };
}

const blocksOf = ({ content }: JsonObject): readonly JsonObject[] =>
  Array.isArray(content) ? content.filter(isJsonObject) : [];

/** A tool that does not exist, or an input that it does not take: Claude Code says so before it asks anybody. */
function neverRan(call: string, output: string, { tool_result_meta: meta }: JsonObject): boolean {
  const judged = (Array.isArray(meta) ? meta : []).some((entry) => isJsonObject(entry) && entry.id === call);
  return !judged && output.startsWith('<tool_use_error>');
}
