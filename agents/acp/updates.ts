/** Reads the notifications of a session: pieces of text made whole, and what becomes of tool calls. */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { Home } from '../kit/adapter.ts';
import type { Stage } from '../kit/conversation.ts';
import { type Calls, type OpenCall, outputOf } from './calls.ts';
import type { Preset } from './preset.ts';

export interface Updates {
  /** A `session/update`. */
  take(params: JsonObject): void;
  /** A message that is still coming is over; resolves when all that was told before is on the stage. */
  settle(): Promise<void>;
  /** What was said last since the last time; or why the agent gave up, which it said itself. */
  last(): { readonly text: string; readonly failure?: string };
}

export function createUpdates(preset: Preset, stage: Stage, calls: Calls, home: Home): Updates {
  let text = '';
  let last = '';
  let failure: string | undefined;
  let message: unknown;
  /** Ends of calls are told one after the other, and before anything that comes later. */
  let telling = Promise.resolve();

  const flush = (): void => {
    if (text.trim() !== '') {
      stage.push({ type: 'message', text });
      last = text;
    }
    text = '';
  };
  const say = ({ content, messageId }: JsonObject): void => {
    if (!isJsonObject(content) || typeof content.text !== 'string') return;
    const aside = preset.asideOf?.(content.text);
    if (aside === 'failure') failure = content.text;
    if (aside !== undefined) return;
    if (messageId !== message) flush();
    message = messageId;
    text += content.text;
    stage.push({ type: 'delta', text: content.text });
  };
  const ended = (call: OpenCall): void => {
    calls.end(call);
    if (call.judged === undefined && preset.neverRan?.(call) === true) return;
    const ok = call.latest.status === 'completed';
    const told = { ok, output: ok ? outputOf(call.latest) : (call.refusal ?? outputOf(call.latest)) };
    telling = telling
      .then(() => preset.doneOf?.(call, told, home) ?? told)
      .then(({ ok, output }) => stage.completed(call.name, ok, output))
      .catch(() => stage.completed(call.name, told.ok, told.output));
  };

  return {
    take({ update }) {
      stage.touch();
      if (!isJsonObject(update)) return;
      const { sessionUpdate: kind } = update;
      if (kind === 'agent_message_chunk') say(update);
      else if (kind === 'tool_call' || kind === 'tool_call_update') {
        flush();
        const call = calls.told(update);
        const isOver = update.status === 'completed' || update.status === 'failed';
        if (call !== undefined && isOver) ended(call);
      }
    },
    settle() {
      flush();
      return telling;
    },
    last() {
      const said = { text: last, ...(failure !== undefined && { failure }) };
      last = '';
      failure = undefined;
      return said;
    },
  };
}
