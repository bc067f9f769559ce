/**
 * What is known of each tool call: agents tell it in pieces, in notifications and in the question about it.
 *
 * Invariant: a call has one decision. An id that comes again after its call has ended is another call, under a name of
 * its own.
 */
import type { Permission } from '../../engine/ports/harness.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

export interface Call {
  /** Unique within the session; `id` is the agent's own, and may come again. */
  readonly name: string;
  readonly id: string;
  /** The first that was said of it, all that was said since, and what the question says. */
  readonly first: JsonObject;
  readonly latest: JsonObject;
  readonly asked: JsonObject | undefined;
}

/** The decision about a call, and the call as it was judged. */
export interface Judged {
  readonly words: string;
  readonly permission: Promise<Permission>;
}

export interface OpenCall extends Call {
  first: JsonObject;
  latest: JsonObject;
  asked: JsonObject | undefined;
  judged: Judged | undefined;
  /** Why it was not let through, once that is known. */
  refusal: string | undefined;
}

export interface Calls {
  /** Takes what a `tool_call` or `tool_call_update` says. */
  told(update: JsonObject): OpenCall | undefined;
  /** Takes the `toolCall` of a question. */
  asked(toolCall: JsonObject): OpenCall | undefined;
  /** Resolves when more was said of the call. */
  more(call: OpenCall): Promise<void>;
  /** The call has ended. */
  end(call: OpenCall): void;
}

export function createCalls(): Calls {
  const open = new Map<string, OpenCall>();
  const counts = new Map<string, number>();
  const waiting = new Map<OpenCall, (() => void)[]>();
  const find = (id: Json | undefined): OpenCall | undefined => {
    if (typeof id !== 'string' || id === '') return undefined;
    const known = open.get(id);
    if (known !== undefined) return known;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    const call = { id, name: count === 1 ? id : `${id}#${count}`, first: {}, latest: {}, asked: undefined };
    const made: OpenCall = { ...call, judged: undefined, refusal: undefined };
    open.set(id, made);
    return made;
  };
  return {
    told(update) {
      const call = find(update.toolCallId);
      if (call === undefined) return undefined;
      const { sessionUpdate: _, ...said } = update;
      if (Object.keys(call.first).length === 0) call.first = said;
      call.latest = { ...call.latest, ...said };
      for (const wake of waiting.get(call) ?? []) wake();
      waiting.delete(call);
      return call;
    },
    asked(toolCall) {
      const call = find(toolCall.toolCallId);
      if (call !== undefined) call.asked = toolCall;
      return call;
    },
    more: (call) =>
      new Promise((resolve) => {
        waiting.set(call, [...(waiting.get(call) ?? []), resolve]);
      }),
    end(call) {
      if (open.get(call.id) === call) open.delete(call.id);
    },
  };
}

/** The objects of a list. */
export const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** The text of a call's content, or of what it put out. Characters: no more than `maxChars`. */
export function outputOf({ content, rawOutput }: JsonObject, maxChars = 64 * 1024): string {
  const texts = objectsOf(content).map((part) => {
    if (part.type !== 'content' || !isJsonObject(part.content)) return `[${String(part.type)}]`;
    return typeof part.content.text === 'string' ? part.content.text : `[${String(part.content.type)}]`;
  });
  const said = texts.length > 0 || rawOutput === undefined ? texts.join('\n') : textOf(rawOutput);
  return said.slice(0, maxChars);
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
