/**
 * The turns of a session. A message into a running turn is taken up by it; where that is refused, since the turn is
 * about to end, the message begins another one by itself, which still is the same turn for us.
 */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import type { Rpc } from '../kit/rpc.ts';
import { failureIn } from './outcome.ts';

export interface Turns {
  begin(text: string): Promise<TurnEnd>;
  /** False: no turn is running. */
  steer(text: string): boolean;
  /** Says something into the running turn that means nothing after it. Never rejects. */
  remark(text: string): Promise<void>;
  /** A whole message of the agent. */
  said(text: string): void;
  /** A turn of ours has begun. */
  started(turn: JsonObject): void;
  ended(turn: JsonObject): void;
  /** Whether a turn is one of this session, not of a process before it. */
  isOurs(turn: unknown): boolean;
}

/** @param begin starts a turn of Codex. @param thread its conversation. */
export function createTurns(
  rpc: Pick<Rpc, 'request'>,
  thread: string,
  begin: (input: readonly JsonObject[]) => Promise<JsonObject>,
): Turns {
  const known = new Set<unknown>();
  const steering = new Set<Promise<void>>();
  let waiting: string[] = [];
  let current: string | undefined;
  let running: { resolve: (end: TurnEnd) => void; reject: (error: Error) => void } | undefined;
  let last = '';

  const started = ({ id }: JsonObject): void => {
    if (typeof id !== 'string' || known.has(id)) return;
    known.add(id);
    current = id;
    const late = waiting;
    waiting = [];
    for (const text of late) steerNow(text);
  };
  const say = (text: string): void => {
    begin([inputOf(text)]).then(
      ({ turn }) => started(isJsonObject(turn) ? turn : {}),
      (error: Error) => running?.reject(error),
    );
  };
  const into = (turn: string, text: string): Promise<JsonObject> =>
    rpc.request('turn/steer', { threadId: thread, expectedTurnId: turn, input: [inputOf(text)] });
  const steerNow = (text: string): void => {
    if (current === undefined) {
      waiting.push(text);
      return;
    }
    const sent = into(current, text).then(
      () => {},
      () => void waiting.push(text),
    );
    steering.add(sent);
    void sent.then(() => steering.delete(sent));
  };
  const finish = (): void => {
    if (waiting.length > 0) {
      say(waiting.splice(0).join('\n\n'));
      return;
    }
    running?.resolve({ text: last });
    running = undefined;
  };

  return {
    begin(text) {
      last = '';
      return new Promise((resolve, reject) => {
        running = { resolve, reject };
        say(text);
      });
    },
    steer(text) {
      if (running !== undefined) steerNow(text);
      return running !== undefined;
    },
    async remark(text) {
      if (current !== undefined) await into(current, text).catch(() => {});
    },
    said(text) {
      last = text;
    },
    started,
    ended(turn) {
      if (turn.id !== current) return;
      current = undefined;
      const failure = failureIn(turn);
      if (failure === undefined) {
        void Promise.all(steering).then(finish);
        return;
      }
      running?.reject(failure);
      running = undefined;
    },
    isOurs: (turn) => known.has(turn),
  };
}

const inputOf = (text: string): JsonObject => ({ type: 'text', text });
