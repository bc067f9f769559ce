/**
 * The turns of a session: what was said to it and has been taken up, and when a turn is over.
 *
 * Pi's own word for the end of a run is not the last one: a try again or a message that came late may follow. So it is
 * asked for its state after that, and the turn is over when the answer comes with nothing begun in between.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { TurnEnd } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';
import type { Commands } from './commands.ts';
import { outcomeOf } from './outcome.ts';

export interface Turns {
  begin(text: string): Promise<TurnEnd>;
  /** False: no turn is running. */
  steer(text: string): boolean;
  /** A message of the user was taken up. */
  taken(): void;
  /** A message of the assistant is whole. */
  said(message: JsonObject): void;
  /** Something begins: a run, another try. */
  begun(): void;
  /** A run has ended. */
  ended(): void;
}

export function createTurns(commands: Commands): Turns {
  /** Messages that Pi has not taken up. */
  let waiting = 0;
  /** Counts what began, so that it is seen whether something did. */
  let beginnings = 0;
  let last: JsonObject | undefined;
  let running: { resolve: (end: TurnEnd) => void; reject: (error: Error) => void } | undefined;

  const fail = (error: unknown): void => {
    const isOurs = error instanceof HarnessFailure;
    running?.reject(
      isOurs ? error : new HarnessFailure(`Pi: ${error instanceof Error ? error.message : String(error)}`),
    );
    running = undefined;
  };
  const say = (text: string): void => {
    waiting += 1;
    commands.send({ type: 'prompt', message: plain(text), streamingBehavior: 'steer' }).catch(fail);
  };
  const settle = async (): Promise<void> => {
    const before = beginnings;
    const { isStreaming, pendingMessageCount: pending } = await commands.send({ type: 'get_state' });
    if (beginnings !== before || isStreaming === true) return;
    if (typeof pending === 'number' && pending > 0) {
      // It came in the moment in which the run was ending: the next one takes it up.
      say('Go by what is said next.');
      return;
    }
    if (waiting > 0) return;
    const outcome = outcomeOf(last);
    if (outcome instanceof HarnessFailure) running?.reject(outcome);
    else running?.resolve(outcome);
    running = undefined;
  };

  return {
    begin(text) {
      last = undefined;
      return new Promise((resolve, reject) => {
        running = { resolve, reject };
        say(text);
      });
    },
    steer(text) {
      if (running !== undefined) say(text);
      return running !== undefined;
    },
    taken() {
      waiting = Math.max(0, waiting - 1);
    },
    said(message) {
      last = message;
    },
    begun() {
      beginnings += 1;
    },
    ended() {
      settle().catch(fail);
    },
  };
}

/** A text that begins with `/` could be a command of Pi, which it carries out without its model. */
const plain = (text: string): string => (text.startsWith('/') ? `\n${text}` : text);
