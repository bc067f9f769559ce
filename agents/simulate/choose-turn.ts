/**
 * Which of the scripted turns answers an attempt. It is a function of address, attempt and round alone, so that a
 * run that was killed and continued meets the same turns as one that was left alone.
 *
 * 1. A turn whose `attempt:` and `round:` are this one's; of several, the one that says more.
 * 2. Of the turns that say neither, taken as a story: a turn that fails is followed by the next attempt, any other
 *    by the next round. Attempts that the story does not know of (lost ones) repeat what it says last in the round.
 * 3. A turn for an earlier attempt: what was scripted last goes on.
 */
import type { Simulation, Turn } from './simulation.ts';

export interface When {
  readonly attempt: number;
  readonly round: number;
}

/** Where the turns of a step are looked for: its address, its address in every item, then its agent. */
export const namesOf = (address: string, agent: string): readonly string[] => [
  address,
  address.replaceAll(/\[\d+\]/g, ''),
  agent,
];

/** The script of a step, under the first of its names that has one. */
export function scriptFor(
  simulation: Simulation,
  names: readonly string[],
): { readonly name: string; readonly turns: readonly Turn[] } | undefined {
  for (const name of names) {
    const turns = simulation.turns.get(name);
    if (turns !== undefined) return { name, turns };
  }
  return undefined;
}

export function chooseTurn(turns: readonly Turn[], when: When): Turn | undefined {
  return exact(turns, when) ?? told(turns.filter(isUnlabelled), when) ?? earlier(turns, when);
}

const isUnlabelled = (turn: Turn): boolean => turn.attempt === undefined && turn.round === undefined;

function exact(turns: readonly Turn[], { attempt, round }: When): Turn | undefined {
  const fitting = turns.filter(
    (turn) => !isUnlabelled(turn) && (turn.attempt ?? attempt) === attempt && (turn.round ?? round) === round,
  );
  return fitting.find((turn) => turn.attempt !== undefined && turn.round !== undefined) ?? fitting[0];
}

function told(story: readonly Turn[], { attempt, round }: When): Turn | undefined {
  let at = 0;
  /** Attempts beyond one a round: those that failed before this round began are taken off. */
  let extra = attempt - round;
  for (let passed = 1; passed < round; passed += 1) {
    while (fails(story[at])) {
      at += 1;
      extra -= 1;
    }
    at += 1;
  }
  while (extra > 0 && fails(story[at]) && at + 1 < story.length) {
    at += 1;
    extra -= 1;
  }
  return story[at];
}

/** A failure that has a `then` is repaired in its own session. */
const fails = (turn: Turn | undefined): boolean => turn?.failure !== undefined && turn.then === undefined;

function earlier(turns: readonly Turn[], { attempt, round }: When): Turn | undefined {
  const fitting = turns.filter(
    (turn) => turn.attempt !== undefined && turn.attempt < attempt && (turn.round ?? round) === round,
  );
  return fitting.sort((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0))[0];
}
