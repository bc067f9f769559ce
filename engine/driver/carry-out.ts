/** Hands one effect to whoever performs it. */
import type { Effect } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { People } from '../ports/people.ts';
import type { Performer } from '../ports/performer.ts';
import type { Timers } from './timers.ts';

export interface Hands {
  readonly performer: Performer;
  readonly people: People;
  readonly timers: Timers;
  readonly report: (fact: Fact) => void;
}

export function carryOut(effect: Effect, { performer, people, timers, report }: Hands): void {
  switch (effect.type) {
    case 'startAttempt':
      performer.start(effect, report);
      break;
    case 'stopAttempt':
      performer.stop(effect, report);
      break;
    case 'answerTool':
      performer.answer(effect);
      break;
    case 'sendMessage':
      performer.send(effect);
      break;
    case 'startTimer':
      timers.start(effect.timer, effect.generation, effect.deadline);
      break;
    case 'stopTimer':
      timers.stop(effect.timer, effect.generation);
      break;
    case 'announceAsk':
      people.announce(effect.ask, effect);
      break;
    case 'withdrawAsk':
      people.withdraw(effect.approval);
      break;
    case 'finishRun':
      break;
  }
}
