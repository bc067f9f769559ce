/** Reads the lines of a session of Pi: what they say to the stage, and to the turns. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import type { Gate } from './gate.ts';
import { resultOf, textsOf } from './outcome.ts';
import type { Turns } from './turns.ts';
import { usageOf } from './usage.ts';

/** @param isPriced whether what Pi says about costs is about this model. */
export function createLines(stage: Stage, gate: Gate, turns: Turns, isPriced: () => boolean) {
  const said = (message: JsonObject): void => {
    if (message.role !== 'assistant') return;
    turns.said(message);
    for (const text of textsOf(message.content)) stage.push({ type: 'message', text });
    const usage = usageOf(message.usage, isPriced());
    if (usage !== undefined) stage.push({ type: 'usage', usage });
  };

  const result = ({ toolCallId: id, toolName: name, isError: failed, result: given }: JsonObject): void => {
    if (typeof id !== 'string') return;
    const output = resultOf(given);
    const call = gate.nameOf(id);
    if (call === undefined && failed === true && neverRan(String(name), output)) return;
    stage.completed(call ?? id, failed !== true, output);
  };

  const delta = (event: Json | undefined): void => {
    if (!isJsonObject(event) || event.type !== 'text_delta' || typeof event.delta !== 'string') return;
    stage.push({ type: 'delta', text: event.delta });
  };

  return (line: JsonObject): void => {
    const { type } = line;
    const message = isJsonObject(line.message) ? line.message : {};
    if (type === 'message_update') delta(line.assistantMessageEvent);
    else if (type === 'message_start' && message.role === 'user') turns.taken();
    else if (type === 'message_end') said(message);
    else if (type === 'tool_execution_end') result(line);
    else if (beginnings.has(type)) turns.begun();
  };
}

const beginnings: ReadonlySet<unknown> = new Set(['agent_start', 'auto_retry_start', 'compaction_start']);

/** A tool that does not exist, or an input that it does not take: Pi says so before it asks anybody. */
const neverRan = (name: string, output: string): boolean =>
  output === `Tool ${name} not found` || output.startsWith(`Validation failed for tool "${name}"`);
