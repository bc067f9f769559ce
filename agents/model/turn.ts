/**
 * A turn: the model is asked, its calls are carried out one after the other, and it is asked again with what they came
 * to, until it makes no more. What is said to it meanwhile is heard before it is asked the next time.
 *
 * Invariants
 * 1. What is said or done is in the record before anything follows from it.
 * 2. A turn ends only when nobody's word waits; from then on a word begins the next one.
 */
import type { Json } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import { answerTool } from './answer.ts';
import { makeCall, type Workbench } from './calls.ts';
import { type Conversation, resultOf } from './record.ts';
import { type Asking, type Call, takeStep } from './step.ts';

export interface Turns {
  run(text: string): Promise<TurnEnd>;
  /** False: no turn is running. */
  steer(text: string): boolean;
}

export function createTurns(asking: Asking, conversation: Conversation, bench: Workbench): Turns {
  const { stage, signal } = bench;
  let waiting: string[] = [];
  let isRunning = false;
  const nameCall = createNames(conversation.calls());

  /** Answers what the answer of the turn is, where it was among the calls. */
  const makeCalls = async (calls: readonly Call[]): Promise<{ readonly output: Json } | undefined> => {
    let answer: { readonly output: Json } | undefined;
    for (const call of calls) {
      const isAnswer = call.name === answerTool && call.input !== undefined;
      if (isAnswer) answer = { output: call.input };
      const done = isAnswer ? { ok: true, output: 'Received.' } : await makeCall(call, nameCall(call.id), bench);
      await conversation.append({ role: 'tool', content: [resultOf(call, done)] });
    }
    return answer;
  };

  const converse = async (text: string): Promise<TurnEnd> => {
    waiting = [text];
    for (;;) {
      for (const content of waiting.splice(0)) await conversation.append({ role: 'user', content });
      const {
        text: said,
        calls,
        said: messages,
      } = await takeStep(asking, conversation.messages(), stage).catch((error: unknown) => {
        throw asking.explain(error);
      });
      for (const message of messages) await conversation.append(message);
      const answer = await makeCalls(calls);
      signal.throwIfAborted();
      if (waiting.length > 0 || (calls.length > 0 && answer === undefined)) continue;
      // From here to the end of the turn nothing is waited for.
      isRunning = false;
      return { text: said, ...answer };
    }
  };

  return {
    run(text) {
      isRunning = true;
      return converse(text).finally(() => {
        isRunning = false;
      });
    },
    steer(text) {
      if (isRunning) waiting.push(text);
      return isRunning;
    },
  };
}

/**
 * Services make the ids of calls up, and one may come again: within a session every call has a name of its own.
 * @param before ids that were given before the session went on.
 */
function createNames(before: readonly string[]): (id: string) => string {
  const taken = new Set(before);
  return (id) => {
    let name = id;
    for (let count = 2; taken.has(name); count++) name = `${id}#${count}`;
    taken.add(name);
    return name;
  };
}
