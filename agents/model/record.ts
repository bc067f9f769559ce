/**
 * The conversation of a session, kept in its home: a file for each message, written before anything is done on it. So
 * whoever goes on after a crash reads what was said, and tells the model which calls nobody knows the end of.
 */
import type { ModelMessage, ToolResultPart } from 'ai';
import type { Place } from '../../engine/ports/place.ts';
import { HarnessFailure } from '../kit/failure.ts';
import type { Sdk } from './sdk.ts';

const folder = 'messages';
const unknownEnd = 'Nobody knows whether this call was carried out: the session broke off.';

export interface Conversation {
  /** As a model may be asked with it: the results of calls side by side stand in one message. */
  messages(): ModelMessage[];
  append(message: ModelMessage): Promise<void>;
  /** The ids of all calls that were made in it. */
  calls(): readonly string[];
}

/** Begins one, or goes on with the one that is kept there. */
export async function openConversation(place: Place, { modelMessageSchema }: Sdk): Promise<Conversation> {
  const messages: ModelMessage[] = [];
  const names = await place.list(folder).catch((): readonly string[] => []);
  for (const [at, name] of names.entries()) {
    const message = await place.read(`${folder}/${name}`).then(parse, () => undefined);
    const read = modelMessageSchema.safeParse(message);
    if (read.success && read.data.role !== 'system') messages.push(read.data);
    // The last one may have been cut off: nothing was done on it.
    else if (at < names.length - 1) throw new HarnessFailure(`What was said in the session cannot be read (${name}).`);
  }
  const conversation: Conversation = {
    messages: () => joined(messages),
    async append(message) {
      const name = String(messages.length + 1).padStart(6, '0');
      await place.write(`${folder}/${name}.json`, JSON.stringify(message));
      messages.push(message);
    },
    calls: () => messages.flatMap(callsOf),
  };
  for (const result of openCalls(messages)) await conversation.append({ role: 'tool', content: [result] });
  return conversation;
}

export const resultOf = (
  { id, name }: { readonly id: string; readonly name: string },
  { ok, output }: { readonly ok: boolean; readonly output: string },
): ToolResultPart => ({
  type: 'tool-result',
  toolCallId: id,
  toolName: name,
  output: { type: ok ? 'text' : 'error-text', value: output },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const partsOf = ({ role, content }: ModelMessage) =>
  role === 'assistant' && typeof content !== 'string' ? content : [];

const callsOf = (message: ModelMessage): string[] =>
  partsOf(message).flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));

/** Results for the calls that have none: a model is not asked with one of them open. */
function openCalls(messages: readonly ModelMessage[]): ToolResultPart[] {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  const made = messages[last];
  if (made === undefined) return [];
  const ended = messages
    .slice(last + 1)
    .flatMap(({ role, content }) => (role === 'tool' ? content : []))
    .flatMap((part) => (part.type === 'tool-result' ? [part.toolCallId] : []));
  return partsOf(made).flatMap((part) =>
    part.type === 'tool-call' && !ended.includes(part.toolCallId)
      ? [resultOf({ id: part.toolCallId, name: part.toolName }, { ok: false, output: unknownEnd })]
      : [],
  );
}

function joined(messages: readonly ModelMessage[]): ModelMessage[] {
  const result: ModelMessage[] = [];
  for (const message of messages) {
    const before = result.at(-1);
    if (message.role === 'tool' && before?.role === 'tool') {
      result[result.length - 1] = { ...before, content: [...before.content, ...message.content] };
    } else result.push(message);
  }
  return result;
}
