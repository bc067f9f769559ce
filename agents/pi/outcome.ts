/** What a turn came to, out of the last thing that the agent said in it. Pi's exit code means nothing. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';

/** @param message the last one of the assistant; undefined: it said nothing. */
export function outcomeOf(message: JsonObject | undefined): TurnEnd | HarnessFailure {
  if (message === undefined) return new HarnessFailure('Pi ended the turn without an answer.');
  const { stopReason: reason, errorMessage: error } = message;
  if (reason === 'stop') return { text: textsOf(message.content).join('\n') };
  if (reason === 'length')
    return new HarnessFailure('Pi: the answer was longer than the model may give, and broke off.');
  const said = typeof error === 'string' && error !== '' ? error : `The turn ended with ${String(reason)}`;
  return new HarnessFailure(`Pi: ${said}`);
}

/** The texts of a message, without what was thought and called. */
export const textsOf = (content: Json | undefined): readonly string[] =>
  (Array.isArray(content) ? content : []).flatMap((block) =>
    isJsonObject(block) && block.type === 'text' && typeof block.text === 'string' && block.text.trim() !== ''
      ? [block.text]
      : [],
  );

/** The result of a tool, as far as it is text. Characters: no more than `maxChars`. */
export function resultOf(result: Json | undefined, maxChars = 64 * 1024): string {
  const content = isJsonObject(result) && Array.isArray(result.content) ? result.content : [];
  const texts = content.map((block) => {
    if (!isJsonObject(block)) return '';
    return typeof block.text === 'string' ? block.text : `[${String(block.type)}]`;
  });
  return texts.join('\n').slice(0, maxChars);
}
