/** What a turn came to, out of its `result` line. A `success` in it means little: a service that failed is one, too. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';

export function outcomeOf(result: JsonObject): TurnEnd | HarnessFailure {
  const isOver = result.terminal_reason === 'completed' && result.subtype === 'success' && result.is_error === false;
  if (!isOver) return new HarnessFailure(messageOf(result));
  const { structured_output: output } = result;
  return {
    text: typeof result.result === 'string' ? result.result : '',
    ...(output !== undefined && output !== null && { output }),
  };
}

function messageOf({ api_error_status: status, result, errors, terminal_reason: reason, subtype }: JsonObject): string {
  const said = [...textsOf(result), ...textsOf(errors)].join('; ');
  const http = typeof status === 'number' && !said.includes(String(status)) ? ` (HTTP ${status})` : '';
  const what = said || `The turn ended with ${String(reason ?? subtype ?? 'no reason')}`;
  return `Claude Code: ${what}${http}`;
}

const textsOf = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');

/** The text of a tool's result or of a message, as far as it is text. Characters: no more than `maxChars`. */
export function textOf(content: Json | undefined, maxChars = 64 * 1024): string {
  const blocks = Array.isArray(content) ? content : [content];
  const texts = blocks.map((block) => {
    if (typeof block === 'string') return block;
    if (!isJsonObject(block)) return '';
    return typeof block.text === 'string' ? block.text : `[${String(block.type)}]`;
  });
  return texts.join('\n').slice(0, maxChars);
}
