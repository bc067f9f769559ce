/**
 * The turns of a session, out of its lines: what was said to it and has been taken up, and when a turn is over.
 *
 * A message into a running turn is taken up by it, or begins another one by itself when it came too late: that still
 * is the same turn for us, which ends with the first result that leaves no message waiting.
 */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { outcomeOf } from './outcome.ts';

export interface Turns {
  begin(text: string): Promise<TurnEnd>;
  /** False: no turn is running. */
  steer(text: string): boolean;
  /** A `user` line that says what was taken up. */
  taken(id: unknown): void;
  /** A `result` line. */
  ended(result: JsonObject): void;
}

export function createTurns(send: (message: JsonObject) => void): Turns {
  const waiting = new Set<string>();
  let running: { resolve: (end: TurnEnd) => void; reject: (error: Error) => void } | undefined;
  const say = (text: string): void => {
    const id = randomUUID();
    waiting.add(id);
    send({ type: 'user', uuid: id, session_id: '', parent_tool_use_id: null, message: messageOf(text) });
  };
  return {
    begin(text) {
      return new Promise((resolve, reject) => {
        running = { resolve, reject };
        say(text);
      });
    },
    steer(text) {
      if (running !== undefined) say(text);
      return running !== undefined;
    },
    taken(id) {
      if (typeof id === 'string') waiting.delete(id);
    },
    ended(result) {
      const outcome = outcomeOf(result);
      if (outcome instanceof HarnessFailure) running?.reject(outcome);
      else if (waiting.size > 0) return;
      else running?.resolve(outcome);
      running = undefined;
    },
  };
}

/** A text that begins with `/` would be a command of Claude Code, which it carries out without its model. */
const messageOf = (text: string): JsonObject => ({
  role: 'user',
  content: [{ type: 'text', text: text.startsWith('/') ? `\n${text}` : text }],
});
